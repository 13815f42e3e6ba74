"""Images that WeChat Pay makes, with the generated client over a socket."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator

import pytest
from wxbrand import BrandClient, models
from wxbrand_runtime import ApiError, given

from tests.scenario.conftest import Stage

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PHOTO = b"\x89PNG\r\n\x1a\n a photo"


@pytest.fixture
def client(stage: Stage) -> Iterator[BrandClient]:
    with BrandClient(stage.credentials, base_url=stage.url) as client:
        yield client


def finished(client: BrandClient, task_id: str, kind: models.ImageGenerationTypeLike) -> models.ImageGenerationTask:
    until = time.monotonic() + 10
    task = client.product_coupon.get_image_generation_task(task_id=task_id, image_generation_type=kind)
    assert task.task_state == models.ImageGenerationState.PROCESSING
    while task.task_state == models.ImageGenerationState.PROCESSING and time.monotonic() < until:
        time.sleep(0.1)
        task = client.product_coupon.get_image_generation_task(task_id=task_id, image_generation_type=kind)
    return task


def test_a_combined_image(client: BrandClient) -> None:
    offer = models.CombineImage(
        scope="ALL",
        type="NORMAL",
        usage_mode="SINGLE",
        normal_coupon=models.NormalRule(threshold=10000, discount_amount=1000),
    )

    accepted = client.product_coupon.create_image_generation_task(
        task_id="image_task_1", image_generation_type="COMBINE_IMAGE", combine_image=offer
    )
    task = finished(client, "image_task_1", "COMBINE_IMAGE")

    assert accepted.task_id == task.task_id == "image_task_1"
    assert task.task_state == models.ImageGenerationState.SUCCESS
    assert not task.cut_out_result
    with DIRECT.open(given(given(task.combine_image_result).image_url)) as image:
        assert image.read().startswith(b"\x89PNG")


def test_a_photo_without_its_background(client: BrandClient) -> None:
    photo = client.product_coupon.upload_image(file=PHOTO, filename="photo.png").image_url

    client.product_coupon.create_image_generation_task(
        task_id="image_task_2", image_generation_type="CUT_OUT", cut_out=models.CutOutImage(image_url=photo)
    )
    task = finished(client, "image_task_2", "CUT_OUT")

    assert task.task_state == models.ImageGenerationState.SUCCESS
    assert not task.combine_image_result
    with DIRECT.open(given(given(task.cut_out_result).image_url)) as image:
        assert image.read() == PHOTO


def test_a_task_whose_photo_is_gone_fails(client: BrandClient, stage: Stage) -> None:
    client.product_coupon.create_image_generation_task(
        task_id="image_task_3",
        image_generation_type="CUT_OUT",
        cut_out=models.CutOutImage(image_url=f"{stage.url}/sandbox/images/1.png"),
    )

    assert finished(client, "image_task_3", "CUT_OUT").task_state == models.ImageGenerationState.FAIL


def test_what_is_refused(client: BrandClient) -> None:
    create, get = client.product_coupon.create_image_generation_task, client.product_coupon.get_image_generation_task
    elsewhere = models.CutOutImage(image_url="https://shop.example/photo.png")

    with pytest.raises(ApiError, match=r"cut_out\.image_url must be the URL of an uploaded image") as caught:
        create(task_id="image_task_4", image_generation_type="CUT_OUT", cut_out=elsewhere)
    assert (caught.value.code, (caught.value.request_id or "").rpartition("-")[2]) == ("INVALID_REQUEST", "268578404")
    with pytest.raises(ApiError, match=r"body\.combine_image: is required"):
        create(task_id="image_task_5", image_generation_type="COMBINE_IMAGE", cut_out=elsewhere)
    with pytest.raises(ApiError, match="task_id does not exist") as caught:
        get(task_id="image_task_6", image_generation_type="CUT_OUT")
    assert (caught.value.status, caught.value.code) == (404, "RESOURCE_NOT_EXISTS")
    create(
        task_id="image_task_7", image_generation_type="COMBINE_IMAGE", combine_image=models.CombineImage(scope="ALL")
    )
    with pytest.raises(ApiError, match="image_generation_type is not that of the task"):
        get(task_id="image_task_7", image_generation_type="CUT_OUT")
    with pytest.raises(ApiError, match="this task_id was used before with other parameters"):
        create(
            task_id="image_task_7",
            image_generation_type="COMBINE_IMAGE",
            combine_image=models.CombineImage(scope="SINGLE"),
        )
