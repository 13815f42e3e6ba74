# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商品券：创建、发放、核销与查询。"""

from __future__ import annotations

from datetime import datetime

from wxbrand_runtime.client import AsyncArea, AsyncPages, Pages, SyncArea
from wxbrand_runtime.models import UNSET, FileSource, UnsetType

from ..models.product_coupon import (
    AssociatedStore,
    AssociatedStoresResult,
    AssociateStoresForStockBundleRequest,
    AssociateStoresRequest,
    CombineImage,
    ConfirmSendUserProductCouponRequest,
    CouponDisplayInfo,
    CouponTagInfo,
    CouponTypeLike,
    CreateImageGenerationTaskRequest,
    CreateImageGenerationTaskResponse,
    CreateProductCouponRequest,
    CreateProductCouponResponse,
    CreateStockBundleRequest,
    CreateStockRequest,
    CutOutImage,
    DeactivateProductCouponRequest,
    DeactivateStockRequest,
    DeactivateUserProductCouponBundleRequest,
    DeactivateUserProductCouponBundleResponse,
    DeactivateUserProductCouponRequest,
    DisassociateStoresForStockBundleRequest,
    DisassociateStoresRequest,
    GetImageGenerationTaskRequest,
    GetNotifyConfigRequest,
    GetProductCouponRequest,
    GetStockRequest,
    GetUserProductCouponRequest,
    ImageGenerationTask,
    ImageGenerationTypeLike,
    ListAssociatedStoresRequest,
    ListAssociatedStoresResponse,
    ListStocksRequest,
    ListStocksResponse,
    ListUserProductCouponsRequest,
    ListUserProductCouponsResponse,
    NotifyConfig,
    NotifyConfigState,
    OrderRef,
    PayScoreRef,
    PreSendUserProductCouponBundleRequest,
    PreSendUserProductCouponBundleResponse,
    PreSendUserProductCouponRequest,
    PreSendUserProductCouponResponse,
    ProductCouponDisplayInfo,
    ProductCouponEntity,
    ProgressiveBundleUsageInfo,
    ReturnUserProductCouponRequest,
    ScopeLike,
    SendUserProductCouponBundleRequest,
    SendUserProductCouponBundleResponse,
    SendUserProductCouponRequest,
    SetNotifyConfigRequest,
    SingleUsageInfo,
    StockBundleEntity,
    StockBundleForCreate,
    StockEntity,
    StockForCreate,
    StockStateLike,
    StoreScopeLike,
    UpdateBudgetModeLike,
    UpdateProductCouponRequest,
    UpdateStockBudgetRequest,
    UpdateStockBundleBudgetRequest,
    UpdateStockBundleRequest,
    UpdateStockRequest,
    UploadCouponCodesRequest,
    UploadCouponCodesResponse,
    UploadImageRequest,
    UploadImageResponse,
    UsageModeLike,
    UsageRuleDisplayInfo,
    UserCouponStateLike,
    UserProductCouponEntity,
    UseUserProductCouponRequest,
)


class ProductCouponArea(SyncArea):
    """商品券：创建、发放、核销与查询。"""

    def upload_image(
        self,
        *,
        file: FileSource,
        filename: str | UnsetType = UNSET,
        sha256: str | UnsetType = UNSET,
    ) -> UploadImageResponse:
        """图片上传。

        上传一张图片，得到可以用在商品券里的地址；商品券的图片只能用这样得到的地址。图片是 JPG、BMP 或 PNG，最大
        2 MB。签名时请求体用 meta 的 JSON 文本，不是整个表单。

        Args:
            file: 图片文件，必填；最多 2097152 字节。
            filename: 文件名，选填；最多 150 个字符；不填时取文件名。
            sha256: 文件摘要，选填；不填时由文件算出。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；再传一次得到另一个地址，原来的仍然有效。

        来源：图片上传，4016427362，2025-11-06。
        """
        return self._send(UploadImageRequest(file=file, filename=filename, sha256=sha256))

    def create_image_generation_task(
        self,
        *,
        task_id: str | UnsetType = UNSET,
        image_generation_type: ImageGenerationTypeLike | UnsetType = UNSET,
        combine_image: CombineImage | UnsetType = UNSET,
        cut_out: CutOutImage | UnsetType = UNSET,
    ) -> CreateImageGenerationTaskResponse:
        """提交图片生成任务。

        让微信支付生成一张商品券的头图：把品牌元素和优惠信息拼成一张图，或者去掉商品图的背景。图片不会马上生成，
        用 task_id 查询结果。

        Args:
            task_id: 图片生成的任务ID，选填；6 到 40 个字符。
            image_generation_type: 图片生成类型，选填。
            combine_image: 拼图数据，选填。
            cut_out: 抠图数据，选填。

        限频：每个品牌ID每秒 10 次。

        幂等：task_id 标识一次请求：任务的编号由品牌自己取，没有另外的请求单号；重复提交同一个编号会怎样没有说明。
        """
        return self._send(
            CreateImageGenerationTaskRequest(
                task_id=task_id,
                image_generation_type=image_generation_type,
                combine_image=combine_image,
                cut_out=cut_out,
            )
        )

    def get_image_generation_task(
        self,
        *,
        task_id: str,
        image_generation_type: ImageGenerationTypeLike,
    ) -> ImageGenerationTask:
        """查询图片生成结果。

        查询一个图片生成任务做到了哪一步；做完之后应答里有图片的地址，可以用作商品券的头图。

        Args:
            task_id: 图片生成的任务ID，必填；6 到 40 个字符。
            image_generation_type: 图片生成类型，必填。

        限频：每个品牌ID每秒 20 次。

        来源：查询图片生成结果，4017327697，2026-01-26。
        """
        return self._send(GetImageGenerationTaskRequest(task_id=task_id, image_generation_type=image_generation_type))

    def get_notify_config(self) -> NotifyConfigState:
        """获取商品券事件通知地址。

        查询现在生效的商品券事件通知地址，以及它是什么时候设置的。

        前置条件：已经设置过商品券事件通知地址。

        限频：每个品牌ID每秒 20 次。

        来源：获取商品券事件通知地址，4016427364，2025-11-06。
        """
        return self._send(GetNotifyConfigRequest())

    def set_notify_config(self, *, notify_url: str) -> NotifyConfigState:
        """设置商品券事件通知地址。

        设置或更换接收商品券事件通知的地址，发放、核销、退券等事件都通知到这里。创建商品券之前要先设置。

        Args:
            notify_url: 通知地址，必填；最多 256 个字符。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的地址再设置一次，结果相同。

        来源：设置商品券事件通知地址，4015736293，2025-08-28。
        """
        return self._send(SetNotifyConfigRequest(notify_url=notify_url))

    def create_product_coupon(
        self,
        *,
        out_request_no: str,
        scope: ScopeLike,
        type: CouponTypeLike,
        usage_mode: UsageModeLike,
        display_info: ProductCouponDisplayInfo,
        single_usage_info: SingleUsageInfo | UnsetType = UNSET,
        progressive_bundle_usage_info: ProgressiveBundleUsageInfo | UnsetType = UNSET,
        out_product_no: str | UnsetType = UNSET,
        stock: StockForCreate | UnsetType = UNSET,
        stock_bundle: StockBundleForCreate | UnsetType = UNSET,
    ) -> CreateProductCouponResponse:
        """创建商品券。

        创建一个商品券和它的第一个批次（单券）或批次组（多次优惠）。创建之后可以在经营平台配置活动来投放，也可以
        用发放接口发给用户。优惠规则写在哪里由 scope 和 usage_mode 决定：全场单券写在 single_usage_info，单品单
        券写在 stock.single_usage_rule，多次优惠写在 stock_bundle.progressive_bundle_usage_rule。

        Args:
            out_request_no: 创建请求单号，必填；6 到 40 个字符。
            scope: 优惠范围，必填。
            type: 商品券类型，必填。
            usage_mode: 使用模式，必填。
            display_info: 商品券展示信息，必填。
            single_usage_info: 单券模式信息，选填。
            progressive_bundle_usage_info: 多次优惠模式信息，选填。
            out_product_no: 品牌侧商品编号，选填；最多 40 个字符。
            stock: 批次，选填。
            stock_bundle: 批次组，选填。

        前置条件：已经设置商品券事件通知地址；用到的 AppID 已经和品牌绑定。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：创建商品券，4016427368，2025-12-31。
        """
        return self._send(
            CreateProductCouponRequest(
                out_request_no=out_request_no,
                scope=scope,
                type=type,
                usage_mode=usage_mode,
                display_info=display_info,
                single_usage_info=single_usage_info,
                progressive_bundle_usage_info=progressive_bundle_usage_info,
                out_product_no=out_product_no,
                stock=stock,
                stock_bundle=stock_bundle,
            )
        )

    def get_product_coupon(self, *, product_coupon_id: str) -> ProductCouponEntity:
        """查询商品券。

        查询一个商品券的信息，不包括它的批次；批次用查询批次列表的接口。

        Args:
            product_coupon_id: 商品券ID，必填。

        前置条件：商品券已经创建。

        限频：每个品牌ID每秒 20 次。

        来源：查询商品券，4016427370，2025-11-06。
        """
        return self._send(GetProductCouponRequest(product_coupon_id=product_coupon_id))

    def update_product_coupon(
        self,
        *,
        product_coupon_id: str,
        out_request_no: str,
        display_info: ProductCouponDisplayInfo,
    ) -> ProductCouponEntity:
        """修改商品券。

        修改商品券的展示信息。修改只影响之后发出的券，已经发给用户的券不变。

        Args:
            product_coupon_id: 商品券ID，必填。
            out_request_no: 修改请求单号，必填；6 到 40 个字符。
            display_info: 展示信息，必填。

        前置条件：商品券处于 EFFECTIVE 状态。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：修改商品券，4015736325，2025-08-20。
        """
        return self._send(
            UpdateProductCouponRequest(
                product_coupon_id=product_coupon_id,
                out_request_no=out_request_no,
                display_info=display_info,
            )
        )

    def deactivate_product_coupon(
        self,
        *,
        product_coupon_id: str,
        out_request_no: str,
        deactivate_reason: str,
    ) -> ProductCouponEntity:
        """失效商品券。

        使商品券失效。它的所有批次随之失效，投放渠道和活动也一起终止，不再有用户能领取；已经发给用户的券仍然有效。

        Args:
            product_coupon_id: 商品券ID，必填。
            out_request_no: 失效请求单号，必填；6 到 40 个字符。
            deactivate_reason: 失效原因，必填；最多 150 个字符。

        前置条件：商品券已经创建。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：失效商品券，4015736315，2025-08-20。
        """
        return self._send(
            DeactivateProductCouponRequest(
                product_coupon_id=product_coupon_id,
                out_request_no=out_request_no,
                deactivate_reason=deactivate_reason,
            )
        )

    def list_stocks(
        self,
        *,
        product_coupon_id: str,
        state: StockStateLike | UnsetType = UNSET,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
        stock_bundle_id: str | UnsetType = UNSET,
    ) -> ListStocksResponse:
        """查询商品券批次列表。

        分页查询一个商品券的批次，可以只查某个状态的，或者只查某个批次组里的。

        Args:
            product_coupon_id: 商品券ID，必填。
            state: 批次状态，选填。
            page_size: 分页大小，选填；不大于 50；不填时为 20。
            page_token: 分页Token，选填。
            stock_bundle_id: 批次组ID，选填。

        前置条件：商品券已经创建。

        限频：每个品牌ID每秒 20 次。

        来源：查询商品券批次列表，4016427459，2025-11-07。
        """
        return self._send(
            ListStocksRequest(
                product_coupon_id=product_coupon_id,
                state=state,
                page_size=page_size,
                page_token=page_token,
                stock_bundle_id=stock_bundle_id,
            )
        )

    def iter_stocks(
        self,
        *,
        product_coupon_id: str,
        state: StockStateLike | UnsetType = UNSET,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
        stock_bundle_id: str | UnsetType = UNSET,
    ) -> Pages[ListStocksResponse, StockEntity]:
        """逐项取出：查询商品券批次列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            product_coupon_id: 商品券ID，必填。
            state: 批次状态，选填。
            page_size: 分页大小，选填；不大于 50；不填时为 20。
            page_token: 分页Token，选填。
            stock_bundle_id: 批次组ID，选填。
        """
        return self._pages(
            ListStocksRequest(
                product_coupon_id=product_coupon_id,
                state=state,
                page_size=page_size,
                page_token=page_token,
                stock_bundle_id=stock_bundle_id,
            )
        )

    def create_stock(self, *, product_coupon_id: str, out_request_no: str, stock: StockForCreate) -> StockEntity:
        """添加商品券批次。

        给已有的单券商品券添加一个批次，不同的批次可以有不同的发放规则和可用时间。一个商品券最多有 200 个生效中
        的批次。多次优惠的商品券用添加批次组的接口。

        Args:
            product_coupon_id: 商品券ID，必填。
            out_request_no: 创建请求单号，必填；6 到 40 个字符。
            stock: 批次，必填。

        前置条件：商品券已经创建。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：添加商品券批次，4015736342，2025-08-28。
        """
        return self._send(
            CreateStockRequest(product_coupon_id=product_coupon_id, out_request_no=out_request_no, stock=stock)
        )

    def get_stock(self, *, product_coupon_id: str, stock_id: str) -> StockEntity:
        """查询商品券指定批次。

        查询一个批次的详情，包括已经发放的次数和预上传券 Code 的数量。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。

        前置条件：批次已经创建。

        限频：每个品牌ID每秒 20 次。

        来源：查询商品券指定批次，4016427475，2025-11-07。
        """
        return self._send(GetStockRequest(product_coupon_id=product_coupon_id, stock_id=stock_id))

    def update_stock(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        out_request_no: str,
        remark: str | UnsetType = UNSET,
        usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET,
        coupon_display_info: CouponDisplayInfo | UnsetType = UNSET,
        notify_config: NotifyConfig | UnsetType = UNSET,
        store_scope: StoreScopeLike | UnsetType = UNSET,
    ) -> StockEntity:
        """修改商品券批次。

        修改一个批次的备注、展示信息、通知配置或可用门店范围。展示信息的修改不影响已经发出的券。调整发放上限用修
        改发放预算的接口。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            out_request_no: 修改请求单号，必填；6 到 40 个字符。
            remark: 备注，选填；最多 20 个字符。
            usage_rule_display_info: 券使用规则展示信息，选填。
            coupon_display_info: 用户商品券展示信息，选填。
            notify_config: 事件通知配置，选填。
            store_scope: 可用门店范围，选填。

        前置条件：批次处于 SENDING 或 PAUSED 状态；批次不在批次组里；批次组用修改批次组的接口。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：修改商品券批次，4015736391，2025-08-28。
        """
        return self._send(
            UpdateStockRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                out_request_no=out_request_no,
                remark=remark,
                usage_rule_display_info=usage_rule_display_info,
                coupon_display_info=coupon_display_info,
                notify_config=notify_config,
                store_scope=store_scope,
            )
        )

    def update_stock_budget(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        out_request_no: str | UnsetType = UNSET,
        update_mode: UpdateBudgetModeLike | UnsetType = UNSET,
        current_max_count: int | UnsetType = UNSET,
        target_max_count: int | UnsetType = UNSET,
        current_max_count_per_day: int | UnsetType = UNSET,
        target_max_count_per_day: int | UnsetType = UNSET,
    ) -> StockEntity:
        """修改商品券批次发放预算。

        修改一个批次的发放总上限或每日上限，一次只改一种，要改两种就调用两次。请求里同时给出现在的值和目标值；目
        标值可以比现在小，但不能小于已经发放的次数。创建时没有限制每日发放的批次以后不能加上限制，限制了的也不能
        取消。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            out_request_no: 修改请求单号，选填。
            update_mode: 更新模式，选填。
            current_max_count: 当前的发放总上限，选填。
            target_max_count: 目标发放总上限，选填。
            current_max_count_per_day: 当前的每日发放上限，选填。
            target_max_count_per_day: 目标每日发放上限，选填。

        前置条件：批次没有失效或过期；批次不在批次组里；批次组用修改批次组发放预算的接口；先用查询批次的接口得到
        现在的上限。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。
        """
        return self._send(
            UpdateStockBudgetRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                out_request_no=out_request_no,
                update_mode=update_mode,
                current_max_count=current_max_count,
                target_max_count=target_max_count,
                current_max_count_per_day=current_max_count_per_day,
                target_max_count_per_day=target_max_count_per_day,
            )
        )

    def deactivate_stock(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        out_request_no: str,
        deactivate_reason: str,
    ) -> StockEntity:
        """失效商品券批次。

        使一个批次失效，商品券和其他批次不受影响。失效之后不再有用户能领取，已经由这个批次发出的券仍然有效。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            out_request_no: 失效请求单号，必填；6 到 40 个字符。
            deactivate_reason: 失效原因，必填；最多 150 个字符。

        前置条件：批次处于 SENDING 或 PAUSED 状态。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：失效商品券批次，4015736352，2025-08-28。
        """
        return self._send(
            DeactivateStockRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                out_request_no=out_request_no,
                deactivate_reason=deactivate_reason,
            )
        )

    def upload_coupon_codes(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        out_request_no: str,
        code_list: list[str],
    ) -> UploadCouponCodesResponse:
        """预上传券CODE。

        给批次预先上传一批券 Code，发券时从里面随机取一个。一次最多 200 个，应答分别列出成功、失败、早已上传过和
        这次请求里重复的 Code。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            out_request_no: 上传请求单号，必填；6 到 40 个字符。
            code_list: 券Code列表，必填；最多 200 项；每项最多 40 个字符。

        前置条件：批次的 coupon_code_mode 为 UPLOAD；批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：预上传券CODE，4015736400，2025-08-28。
        """
        return self._send(
            UploadCouponCodesRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                out_request_no=out_request_no,
                code_list=code_list,
            )
        )

    def associate_stores(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        store_list: list[AssociatedStore],
    ) -> AssociatedStoresResult:
        """批次关联门店。

        把品牌的一批门店和批次关联，券只能在关联的门店使用。一次最多 200 家，应答分别列出成功和失败的门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            store_list: 门店列表，必填；最多 200 项。

        前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期；批次不在批次组里；批次组用批次组批量关联门
        店的接口。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的门店再关联一次会怎样没有说明。

        来源：批次关联门店，4015736339，2025-08-28。
        """
        return self._send(
            AssociateStoresRequest(product_coupon_id=product_coupon_id, stock_id=stock_id, store_list=store_list)
        )

    def list_associated_stores(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
    ) -> ListAssociatedStoresResponse:
        """查询批次关联门店列表。

        分页查询批次关联了哪些门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            page_size: 分页大小，选填；不大于 200；不填时为 20。
            page_token: 分页Token，选填。

        前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        来源：查询批次关联门店列表，4015736379，2025-08-28。
        """
        return self._send(
            ListAssociatedStoresRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                page_size=page_size,
                page_token=page_token,
            )
        )

    def iter_associated_stores(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
    ) -> Pages[ListAssociatedStoresResponse, AssociatedStore]:
        """逐项取出：查询批次关联门店列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            page_size: 分页大小，选填；不大于 200；不填时为 20。
            page_token: 分页Token，选填。
        """
        return self._pages(
            ListAssociatedStoresRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                page_size=page_size,
                page_token=page_token,
            )
        )

    def disassociate_stores(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        store_list: list[AssociatedStore],
    ) -> AssociatedStoresResult:
        """批次取消关联门店。

        取消一批门店和批次的关联。一次最多 200 家，应答分别列出成功和失败的门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            store_list: 门店列表，必填；最多 200 项。

        前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期；批次不在批次组里；批次组用批次组批量取消关
        联门店的接口。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的门店再取消一次会怎样没有说明。

        来源：批次取消关联门店，4015736372，2025-08-28。
        """
        return self._send(
            DisassociateStoresRequest(product_coupon_id=product_coupon_id, stock_id=stock_id, store_list=store_list)
        )

    def create_stock_bundle(
        self,
        *,
        product_coupon_id: str,
        out_request_no: str,
        stock_bundle: StockBundleForCreate,
    ) -> StockBundleEntity:
        """添加商品券批次组。

        给已有的多次优惠商品券添加一个批次组，组内的批次一起创建，每个批次对应一次使用。同一个商品券的不同批次组
        可以有不同的发放规则和优惠。

        Args:
            product_coupon_id: 商品券ID，必填。
            out_request_no: 创建请求单号，必填；6 到 40 个字符。
            stock_bundle: 批次组，必填。

        前置条件：商品券已经创建，usage_mode 为 PROGRESSIVE_BUNDLE。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：添加商品券批次组，4016279732，2025-11-27。
        """
        return self._send(
            CreateStockBundleRequest(
                product_coupon_id=product_coupon_id,
                out_request_no=out_request_no,
                stock_bundle=stock_bundle,
            )
        )

    def update_stock_bundle(
        self,
        *,
        product_coupon_id: str,
        stock_bundle_id: str,
        out_request_no: str,
        remark: str | UnsetType = UNSET,
        usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET,
        coupon_display_info: CouponDisplayInfo | UnsetType = UNSET,
        notify_config: NotifyConfig | UnsetType = UNSET,
        store_scope: StoreScopeLike | UnsetType = UNSET,
    ) -> StockBundleEntity:
        """修改商品券批次组。

        同时修改批次组内所有批次的备注、展示信息、通知配置或可用门店范围。展示信息的修改不影响已经发出的券。调整
        发放上限用修改批次组发放预算的接口。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            out_request_no: 修改请求单号，必填；6 到 40 个字符。
            remark: 备注，选填；最多 20 个字符。
            usage_rule_display_info: 券使用规则展示信息，选填。
            coupon_display_info: 用户商品券展示信息，选填。
            notify_config: 事件通知配置，选填。
            store_scope: 可用门店范围，选填。

        前置条件：批次组已经创建；组内的批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：修改商品券批次组，4016279735，2025-11-27。
        """
        return self._send(
            UpdateStockBundleRequest(
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                out_request_no=out_request_no,
                remark=remark,
                usage_rule_display_info=usage_rule_display_info,
                coupon_display_info=coupon_display_info,
                notify_config=notify_config,
                store_scope=store_scope,
            )
        )

    def update_stock_bundle_budget(
        self,
        *,
        product_coupon_id: str,
        stock_bundle_id: str,
        out_request_no: str | UnsetType = UNSET,
        update_mode: UpdateBudgetModeLike | UnsetType = UNSET,
        current_max_count: int | UnsetType = UNSET,
        target_max_count: int | UnsetType = UNSET,
        current_max_count_per_day: int | UnsetType = UNSET,
        target_max_count_per_day: int | UnsetType = UNSET,
    ) -> StockBundleEntity:
        """修改商品券批次组发放预算。

        同时修改批次组内所有批次的发放总上限或每日上限，一次只改一种，要改两种就调用两次。请求里同时给出现在的值
        和目标值；目标值可以比现在小，但不能小于已经发放的次数。创建时没有限制每日发放的批次组以后不能加上限制，
        限制了的也不能取消。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            out_request_no: 修改请求单号，选填。
            update_mode: 更新模式，选填。
            current_max_count: 当前的发放总上限，选填。
            target_max_count: 目标发放总上限，选填。
            current_max_count_per_day: 当前的每日发放上限，选填。
            target_max_count_per_day: 目标每日发放上限，选填。

        前置条件：批次组已经创建；组内的批次没有失效或过期；先用查询批次的接口得到现在的上限。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。
        """
        return self._send(
            UpdateStockBundleBudgetRequest(
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                out_request_no=out_request_no,
                update_mode=update_mode,
                current_max_count=current_max_count,
                target_max_count=target_max_count,
                current_max_count_per_day=current_max_count_per_day,
                target_max_count_per_day=target_max_count_per_day,
            )
        )

    def associate_stores_for_stock_bundle(
        self,
        *,
        product_coupon_id: str,
        stock_bundle_id: str,
        store_list: list[AssociatedStore],
    ) -> AssociatedStoresResult:
        """批次组批量关联门店。

        把品牌的一批门店和批次组内所有批次关联，券只能在关联的门店使用。一次最多 200 家，应答分别列出成功和失败
        的门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            store_list: 门店列表，必填；最多 200 项。

        前置条件：批次组已经创建；组内批次的 store_scope 为 SPECIFIC；组内的批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的门店再关联一次会怎样没有说明。

        来源：批次组批量关联门店，4016279709，2025-11-27。
        """
        return self._send(
            AssociateStoresForStockBundleRequest(
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                store_list=store_list,
            )
        )

    def disassociate_stores_for_stock_bundle(
        self,
        *,
        product_coupon_id: str,
        stock_bundle_id: str,
        store_list: list[AssociatedStore] | UnsetType = UNSET,
    ) -> AssociatedStoresResult:
        """批次组批量取消关联门店。

        取消一批门店和批次组内所有批次的关联，应答分别列出成功和失败的门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            store_list: 门店列表，选填。

        前置条件：批次组已经创建；组内批次的 store_scope 为 SPECIFIC；组内的批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的门店再取消一次会怎样没有说明。
        """
        return self._send(
            DisassociateStoresForStockBundleRequest(
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                store_list=store_list,
            )
        )

    def pre_send_user_product_coupon_bundle(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_bundle_id: str,
        appid: str,
        send_request_no: str,
        attach: str | UnsetType = UNSET,
    ) -> PreSendUserProductCouponBundleResponse:
        """向用户预发放商品券批次组。

        为一位用户预先登记某个商品券批次组的发放，得到一个 token；把它交给领券组件，用户就能在组件里领取。用户已
        经领取后，用相同的参数再次调用得到的 token 会让组件显示“已领取”。能不能发放，还要看组内各批次的总预算、
        每日预算（如有）和每人限领数（如有）。

        Args:
            openid: 用户OpenID，必填。
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            appid: 公众账号ID，必填。
            send_request_no: 发券请求单号，必填；6 到 40 个字符。
            attach: 自定义附加信息，选填；最多 150 个字符。

        前置条件：批次组已经创建；批次组里的批次处于 SENDING 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发；用户领取之后得到的 token 会显
        示“已领取”。

        来源：向用户预发放商品券批次组，2025-12-17。
        """
        return self._send(
            PreSendUserProductCouponBundleRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                appid=appid,
                send_request_no=send_request_no,
                attach=attach,
            )
        )

    def pre_send_user_product_coupon(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        send_request_no: str,
        coupon_code: str | UnsetType = UNSET,
        attach: str | UnsetType = UNSET,
    ) -> PreSendUserProductCouponResponse:
        """向用户预发放商品券。

        为一位用户预先登记某个批次的发放，得到一个 token；把它交给领券组件，用户就能在组件里领取。用于单券；多次
        优惠用批次组的预发放。

        Args:
            openid: 用户OpenID，必填。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            send_request_no: 发券请求单号，必填。
            coupon_code: 用户商品券Code，选填；最多 40 个字符。
            attach: 自定义附加信息，选填。

        前置条件：批次已经创建，处于 SENDING 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发；用户领取之后得到的 token 会显
        示“已领取”。

        来源：向用户预发放商品券，4016416620，2025-11-05。
        """
        return self._send(
            PreSendUserProductCouponRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                send_request_no=send_request_no,
                coupon_code=coupon_code,
                attach=attach,
            )
        )

    def list_user_product_coupons(
        self,
        *,
        openid: str,
        appid: str,
        product_coupon_id: str | UnsetType = UNSET,
        stock_id: str | UnsetType = UNSET,
        coupon_state: UserCouponStateLike | UnsetType = UNSET,
        user_coupon_bundle_id: str | UnsetType = UNSET,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
    ) -> ListUserProductCouponsResponse:
        """查询用户商品券列表。

        查询发给一位用户的商品券，可以按商品券、批次、状态或用户券组筛选，分页返回。

        Args:
            openid: 用户OpenID，必填。
            appid: 公众账号ID，必填。
            product_coupon_id: 商品券ID，选填。
            stock_id: 批次ID，选填。
            coupon_state: 用户商品券状态，选填。
            user_coupon_bundle_id: 用户商品券组ID，选填。
            page_size: 分页大小，选填；不大于 50。
            page_token: 分页Token，选填。

        限频：每个品牌ID每秒 500 次。

        来源：指定券状态查询用户商品券列表，4016427406，2025-11-06。
        """
        return self._send(
            ListUserProductCouponsRequest(
                openid=openid,
                appid=appid,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                coupon_state=coupon_state,
                user_coupon_bundle_id=user_coupon_bundle_id,
                page_size=page_size,
                page_token=page_token,
            )
        )

    def iter_user_product_coupons(
        self,
        *,
        openid: str,
        appid: str,
        product_coupon_id: str | UnsetType = UNSET,
        stock_id: str | UnsetType = UNSET,
        coupon_state: UserCouponStateLike | UnsetType = UNSET,
        user_coupon_bundle_id: str | UnsetType = UNSET,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
    ) -> Pages[ListUserProductCouponsResponse, UserProductCouponEntity]:
        """逐项取出：查询用户商品券列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            openid: 用户OpenID，必填。
            appid: 公众账号ID，必填。
            product_coupon_id: 商品券ID，选填。
            stock_id: 批次ID，选填。
            coupon_state: 用户商品券状态，选填。
            user_coupon_bundle_id: 用户商品券组ID，选填。
            page_size: 分页大小，选填；不大于 50。
            page_token: 分页Token，选填。
        """
        return self._pages(
            ListUserProductCouponsRequest(
                openid=openid,
                appid=appid,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                coupon_state=coupon_state,
                user_coupon_bundle_id=user_coupon_bundle_id,
                page_size=page_size,
                page_token=page_token,
            )
        )

    def send_user_product_coupon(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_id: str,
        coupon_code: str | UnsetType = UNSET,
        appid: str | UnsetType = UNSET,
        send_request_no: str | UnsetType = UNSET,
        attach: str | UnsetType = UNSET,
        coupon_tag_info: CouponTagInfo | UnsetType = UNSET,
    ) -> UserProductCouponEntity:
        """向用户发放商品券。

        把一个批次的券直接发给用户，用户不用再领取。券先处于 CONFIRMING 状态，品牌收到发券通知后要调用确认发放。
        只用于单券；能不能发放，还要看批次的总预算、每日预算（如有）和每人限领数（如有）。

        Args:
            openid: 用户OpenID，必填。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            coupon_code: 用户商品券Code，选填。
            appid: 公众账号ID，选填。
            send_request_no: 发券请求单号，选填。
            attach: 自定义附加信息，选填。
            coupon_tag_info: 商品券标签信息，选填。

        前置条件：批次已经创建，处于 SENDING 状态；商品券的 usage_mode 不是 PROGRESSIVE_BUNDLE。

        限频：每个品牌ID每秒 500 次。

        幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发。

        来源：向用户发放商品券，4015736390，2025-08-28。
        """
        return self._send(
            SendUserProductCouponRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                coupon_code=coupon_code,
                appid=appid,
                send_request_no=send_request_no,
                attach=attach,
                coupon_tag_info=coupon_tag_info,
            )
        )

    def send_user_product_coupon_bundle(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_bundle_id: str,
        appid: str,
        send_request_no: str,
        attach: str | UnsetType = UNSET,
        coupon_tag_info: CouponTagInfo | UnsetType = UNSET,
    ) -> SendUserProductCouponBundleResponse:
        """向用户发放商品券批次组。

        把一个批次组直接发给用户，用户得到一组多次优惠的券。能不能发放，还要看组内各批次的总预算、每日预算（如有）
        和每人限领数（如有）。

        Args:
            openid: 用户OpenID，必填。
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            appid: 公众账号ID，必填。
            send_request_no: 发券请求单号，必填；6 到 128 个字符。
            attach: 自定义附加信息，选填；最多 150 个字符。
            coupon_tag_info: 商品券标签信息，选填。

        前置条件：批次组已经创建，组内批次处于 SENDING 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：send_request_no 标识一次请求：重试时不要更换单号。

        来源：向用户发放商品券批次组，4016279745，2025-11-27。
        """
        return self._send(
            SendUserProductCouponBundleRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                appid=appid,
                send_request_no=send_request_no,
                attach=attach,
                coupon_tag_info=coupon_tag_info,
            )
        )

    def deactivate_user_product_coupon_bundle(
        self,
        *,
        openid: str,
        user_coupon_bundle_id: str,
        product_coupon_id: str,
        stock_bundle_id: str,
        appid: str,
        out_request_no: str,
        deactivate_reason: str,
    ) -> DeactivateUserProductCouponBundleResponse:
        """失效用户商品券组。

        使一位用户的一组多次优惠券失效，组里的所有券一起失效。

        Args:
            openid: 用户OpenID，必填。
            user_coupon_bundle_id: 用户商品券组ID，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            appid: 公众账号ID，必填。
            out_request_no: 失效请求单号，必填；6 到 40 个字符。
            deactivate_reason: 失效原因，必填；最多 150 个字符。

        前置条件：这一组券已经发给用户；商品券的 usage_mode 为 PROGRESSIVE_BUNDLE。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：重试时不要更换单号。

        来源：失效用户商品券组，4016279743，2025-11-27。
        """
        return self._send(
            DeactivateUserProductCouponBundleRequest(
                openid=openid,
                user_coupon_bundle_id=user_coupon_bundle_id,
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                appid=appid,
                out_request_no=out_request_no,
                deactivate_reason=deactivate_reason,
            )
        )

    def get_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
    ) -> UserProductCouponEntity:
        """查询用户商品券详情。

        查询发给一位用户的一张券：状态、有效期、核销记录，以及它的商品券和批次。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。

        前置条件：券已经发给用户。

        限频：每个品牌ID每秒 500 次。

        来源：查询用户商品券详情，4016427405，2025-11-06。
        """
        return self._send(
            GetUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
            )
        )

    def confirm_send_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        out_request_no: str,
    ) -> UserProductCouponEntity:
        """确认发放用户商品券。

        收到发券通知之后确认发放，券才会生效；不确认的券一直处于 CONFIRMING 状态，用户不能使用。不论券从哪个渠道
        发出，都要确认。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            out_request_no: 确认发放请求单号，必填；6 到 40 个字符。

        前置条件：收到了这张券的发券通知；券处于 CONFIRMING 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：确认发放用户商品券，4015736403，2025-08-28。
        """
        return self._send(
            ConfirmSendUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                out_request_no=out_request_no,
            )
        )

    def use_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        use_time: datetime | str,
        out_request_no: str,
        associated_order_info: OrderRef | UnsetType = UNSET,
        associated_pay_score_order_info: PayScoreRef | UnsetType = UNSET,
        store_id: str | UnsetType = UNSET,
    ) -> UserProductCouponEntity:
        """核销用户商品券。

        用户付款时核销一张券，并指明对应的订单：微信支付订单和支付分订单正好给一种。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            use_time: 核销时间，必填。
            out_request_no: 核销请求单号，必填；6 到 40 个字符。
            associated_order_info: 关联微信支付订单，选填。
            associated_pay_score_order_info: 关联支付分订单，选填。
            store_id: 门店ID，选填。

        前置条件：券已经发放成功，处于 EFFECTIVE 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果；同一次核销换了单号会被
        拒绝。

        来源：核销用户商品券，4016427398，2025-12-02。
        """
        return self._send(
            UseUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                use_time=use_time,
                out_request_no=out_request_no,
                associated_order_info=associated_order_info,
                associated_pay_score_order_info=associated_pay_score_order_info,
                store_id=store_id,
            )
        )

    def return_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        out_request_no: str,
    ) -> UserProductCouponEntity:
        """退券。

        把已经核销的券退回给用户，用户在有效期内可以再用。多次优惠只能退最后核销的那一张。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            out_request_no: 退券请求单号，必填；6 到 40 个字符。

        前置条件：券处于 USED 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：退券，4015736429，2025-08-28。
        """
        return self._send(
            ReturnUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                out_request_no=out_request_no,
            )
        )

    def deactivate_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        out_request_no: str,
        deactivate_reason: str,
    ) -> UserProductCouponEntity:
        """失效用户商品券。

        使一张已经发给用户的券失效，用户不能再用。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            out_request_no: 失效请求单号，必填；6 到 40 个字符。
            deactivate_reason: 失效原因，必填；最多 150 个字符。

        前置条件：券已经发给用户；商品券的 usage_mode 不是 PROGRESSIVE_BUNDLE。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：失效用户商品券，4015736411，2025-09-02。
        """
        return self._send(
            DeactivateUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                out_request_no=out_request_no,
                deactivate_reason=deactivate_reason,
            )
        )


class AsyncProductCouponArea(AsyncArea):
    """商品券：创建、发放、核销与查询。"""

    async def upload_image(
        self,
        *,
        file: FileSource,
        filename: str | UnsetType = UNSET,
        sha256: str | UnsetType = UNSET,
    ) -> UploadImageResponse:
        """图片上传。

        上传一张图片，得到可以用在商品券里的地址；商品券的图片只能用这样得到的地址。图片是 JPG、BMP 或 PNG，最大
        2 MB。签名时请求体用 meta 的 JSON 文本，不是整个表单。

        Args:
            file: 图片文件，必填；最多 2097152 字节。
            filename: 文件名，选填；最多 150 个字符；不填时取文件名。
            sha256: 文件摘要，选填；不填时由文件算出。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；再传一次得到另一个地址，原来的仍然有效。

        来源：图片上传，4016427362，2025-11-06。
        """
        return await self._send(UploadImageRequest(file=file, filename=filename, sha256=sha256))

    async def create_image_generation_task(
        self,
        *,
        task_id: str | UnsetType = UNSET,
        image_generation_type: ImageGenerationTypeLike | UnsetType = UNSET,
        combine_image: CombineImage | UnsetType = UNSET,
        cut_out: CutOutImage | UnsetType = UNSET,
    ) -> CreateImageGenerationTaskResponse:
        """提交图片生成任务。

        让微信支付生成一张商品券的头图：把品牌元素和优惠信息拼成一张图，或者去掉商品图的背景。图片不会马上生成，
        用 task_id 查询结果。

        Args:
            task_id: 图片生成的任务ID，选填；6 到 40 个字符。
            image_generation_type: 图片生成类型，选填。
            combine_image: 拼图数据，选填。
            cut_out: 抠图数据，选填。

        限频：每个品牌ID每秒 10 次。

        幂等：task_id 标识一次请求：任务的编号由品牌自己取，没有另外的请求单号；重复提交同一个编号会怎样没有说明。
        """
        return await self._send(
            CreateImageGenerationTaskRequest(
                task_id=task_id,
                image_generation_type=image_generation_type,
                combine_image=combine_image,
                cut_out=cut_out,
            )
        )

    async def get_image_generation_task(
        self,
        *,
        task_id: str,
        image_generation_type: ImageGenerationTypeLike,
    ) -> ImageGenerationTask:
        """查询图片生成结果。

        查询一个图片生成任务做到了哪一步；做完之后应答里有图片的地址，可以用作商品券的头图。

        Args:
            task_id: 图片生成的任务ID，必填；6 到 40 个字符。
            image_generation_type: 图片生成类型，必填。

        限频：每个品牌ID每秒 20 次。

        来源：查询图片生成结果，4017327697，2026-01-26。
        """
        return await self._send(
            GetImageGenerationTaskRequest(task_id=task_id, image_generation_type=image_generation_type)
        )

    async def get_notify_config(self) -> NotifyConfigState:
        """获取商品券事件通知地址。

        查询现在生效的商品券事件通知地址，以及它是什么时候设置的。

        前置条件：已经设置过商品券事件通知地址。

        限频：每个品牌ID每秒 20 次。

        来源：获取商品券事件通知地址，4016427364，2025-11-06。
        """
        return await self._send(GetNotifyConfigRequest())

    async def set_notify_config(self, *, notify_url: str) -> NotifyConfigState:
        """设置商品券事件通知地址。

        设置或更换接收商品券事件通知的地址，发放、核销、退券等事件都通知到这里。创建商品券之前要先设置。

        Args:
            notify_url: 通知地址，必填；最多 256 个字符。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的地址再设置一次，结果相同。

        来源：设置商品券事件通知地址，4015736293，2025-08-28。
        """
        return await self._send(SetNotifyConfigRequest(notify_url=notify_url))

    async def create_product_coupon(
        self,
        *,
        out_request_no: str,
        scope: ScopeLike,
        type: CouponTypeLike,
        usage_mode: UsageModeLike,
        display_info: ProductCouponDisplayInfo,
        single_usage_info: SingleUsageInfo | UnsetType = UNSET,
        progressive_bundle_usage_info: ProgressiveBundleUsageInfo | UnsetType = UNSET,
        out_product_no: str | UnsetType = UNSET,
        stock: StockForCreate | UnsetType = UNSET,
        stock_bundle: StockBundleForCreate | UnsetType = UNSET,
    ) -> CreateProductCouponResponse:
        """创建商品券。

        创建一个商品券和它的第一个批次（单券）或批次组（多次优惠）。创建之后可以在经营平台配置活动来投放，也可以
        用发放接口发给用户。优惠规则写在哪里由 scope 和 usage_mode 决定：全场单券写在 single_usage_info，单品单
        券写在 stock.single_usage_rule，多次优惠写在 stock_bundle.progressive_bundle_usage_rule。

        Args:
            out_request_no: 创建请求单号，必填；6 到 40 个字符。
            scope: 优惠范围，必填。
            type: 商品券类型，必填。
            usage_mode: 使用模式，必填。
            display_info: 商品券展示信息，必填。
            single_usage_info: 单券模式信息，选填。
            progressive_bundle_usage_info: 多次优惠模式信息，选填。
            out_product_no: 品牌侧商品编号，选填；最多 40 个字符。
            stock: 批次，选填。
            stock_bundle: 批次组，选填。

        前置条件：已经设置商品券事件通知地址；用到的 AppID 已经和品牌绑定。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：创建商品券，4016427368，2025-12-31。
        """
        return await self._send(
            CreateProductCouponRequest(
                out_request_no=out_request_no,
                scope=scope,
                type=type,
                usage_mode=usage_mode,
                display_info=display_info,
                single_usage_info=single_usage_info,
                progressive_bundle_usage_info=progressive_bundle_usage_info,
                out_product_no=out_product_no,
                stock=stock,
                stock_bundle=stock_bundle,
            )
        )

    async def get_product_coupon(self, *, product_coupon_id: str) -> ProductCouponEntity:
        """查询商品券。

        查询一个商品券的信息，不包括它的批次；批次用查询批次列表的接口。

        Args:
            product_coupon_id: 商品券ID，必填。

        前置条件：商品券已经创建。

        限频：每个品牌ID每秒 20 次。

        来源：查询商品券，4016427370，2025-11-06。
        """
        return await self._send(GetProductCouponRequest(product_coupon_id=product_coupon_id))

    async def update_product_coupon(
        self,
        *,
        product_coupon_id: str,
        out_request_no: str,
        display_info: ProductCouponDisplayInfo,
    ) -> ProductCouponEntity:
        """修改商品券。

        修改商品券的展示信息。修改只影响之后发出的券，已经发给用户的券不变。

        Args:
            product_coupon_id: 商品券ID，必填。
            out_request_no: 修改请求单号，必填；6 到 40 个字符。
            display_info: 展示信息，必填。

        前置条件：商品券处于 EFFECTIVE 状态。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：修改商品券，4015736325，2025-08-20。
        """
        return await self._send(
            UpdateProductCouponRequest(
                product_coupon_id=product_coupon_id,
                out_request_no=out_request_no,
                display_info=display_info,
            )
        )

    async def deactivate_product_coupon(
        self,
        *,
        product_coupon_id: str,
        out_request_no: str,
        deactivate_reason: str,
    ) -> ProductCouponEntity:
        """失效商品券。

        使商品券失效。它的所有批次随之失效，投放渠道和活动也一起终止，不再有用户能领取；已经发给用户的券仍然有效。

        Args:
            product_coupon_id: 商品券ID，必填。
            out_request_no: 失效请求单号，必填；6 到 40 个字符。
            deactivate_reason: 失效原因，必填；最多 150 个字符。

        前置条件：商品券已经创建。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：失效商品券，4015736315，2025-08-20。
        """
        return await self._send(
            DeactivateProductCouponRequest(
                product_coupon_id=product_coupon_id,
                out_request_no=out_request_no,
                deactivate_reason=deactivate_reason,
            )
        )

    async def list_stocks(
        self,
        *,
        product_coupon_id: str,
        state: StockStateLike | UnsetType = UNSET,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
        stock_bundle_id: str | UnsetType = UNSET,
    ) -> ListStocksResponse:
        """查询商品券批次列表。

        分页查询一个商品券的批次，可以只查某个状态的，或者只查某个批次组里的。

        Args:
            product_coupon_id: 商品券ID，必填。
            state: 批次状态，选填。
            page_size: 分页大小，选填；不大于 50；不填时为 20。
            page_token: 分页Token，选填。
            stock_bundle_id: 批次组ID，选填。

        前置条件：商品券已经创建。

        限频：每个品牌ID每秒 20 次。

        来源：查询商品券批次列表，4016427459，2025-11-07。
        """
        return await self._send(
            ListStocksRequest(
                product_coupon_id=product_coupon_id,
                state=state,
                page_size=page_size,
                page_token=page_token,
                stock_bundle_id=stock_bundle_id,
            )
        )

    def iter_stocks(
        self,
        *,
        product_coupon_id: str,
        state: StockStateLike | UnsetType = UNSET,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
        stock_bundle_id: str | UnsetType = UNSET,
    ) -> AsyncPages[ListStocksResponse, StockEntity]:
        """逐项取出：查询商品券批次列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            product_coupon_id: 商品券ID，必填。
            state: 批次状态，选填。
            page_size: 分页大小，选填；不大于 50；不填时为 20。
            page_token: 分页Token，选填。
            stock_bundle_id: 批次组ID，选填。
        """
        return self._pages(
            ListStocksRequest(
                product_coupon_id=product_coupon_id,
                state=state,
                page_size=page_size,
                page_token=page_token,
                stock_bundle_id=stock_bundle_id,
            )
        )

    async def create_stock(self, *, product_coupon_id: str, out_request_no: str, stock: StockForCreate) -> StockEntity:
        """添加商品券批次。

        给已有的单券商品券添加一个批次，不同的批次可以有不同的发放规则和可用时间。一个商品券最多有 200 个生效中
        的批次。多次优惠的商品券用添加批次组的接口。

        Args:
            product_coupon_id: 商品券ID，必填。
            out_request_no: 创建请求单号，必填；6 到 40 个字符。
            stock: 批次，必填。

        前置条件：商品券已经创建。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：添加商品券批次，4015736342，2025-08-28。
        """
        return await self._send(
            CreateStockRequest(product_coupon_id=product_coupon_id, out_request_no=out_request_no, stock=stock)
        )

    async def get_stock(self, *, product_coupon_id: str, stock_id: str) -> StockEntity:
        """查询商品券指定批次。

        查询一个批次的详情，包括已经发放的次数和预上传券 Code 的数量。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。

        前置条件：批次已经创建。

        限频：每个品牌ID每秒 20 次。

        来源：查询商品券指定批次，4016427475，2025-11-07。
        """
        return await self._send(GetStockRequest(product_coupon_id=product_coupon_id, stock_id=stock_id))

    async def update_stock(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        out_request_no: str,
        remark: str | UnsetType = UNSET,
        usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET,
        coupon_display_info: CouponDisplayInfo | UnsetType = UNSET,
        notify_config: NotifyConfig | UnsetType = UNSET,
        store_scope: StoreScopeLike | UnsetType = UNSET,
    ) -> StockEntity:
        """修改商品券批次。

        修改一个批次的备注、展示信息、通知配置或可用门店范围。展示信息的修改不影响已经发出的券。调整发放上限用修
        改发放预算的接口。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            out_request_no: 修改请求单号，必填；6 到 40 个字符。
            remark: 备注，选填；最多 20 个字符。
            usage_rule_display_info: 券使用规则展示信息，选填。
            coupon_display_info: 用户商品券展示信息，选填。
            notify_config: 事件通知配置，选填。
            store_scope: 可用门店范围，选填。

        前置条件：批次处于 SENDING 或 PAUSED 状态；批次不在批次组里；批次组用修改批次组的接口。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：修改商品券批次，4015736391，2025-08-28。
        """
        return await self._send(
            UpdateStockRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                out_request_no=out_request_no,
                remark=remark,
                usage_rule_display_info=usage_rule_display_info,
                coupon_display_info=coupon_display_info,
                notify_config=notify_config,
                store_scope=store_scope,
            )
        )

    async def update_stock_budget(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        out_request_no: str | UnsetType = UNSET,
        update_mode: UpdateBudgetModeLike | UnsetType = UNSET,
        current_max_count: int | UnsetType = UNSET,
        target_max_count: int | UnsetType = UNSET,
        current_max_count_per_day: int | UnsetType = UNSET,
        target_max_count_per_day: int | UnsetType = UNSET,
    ) -> StockEntity:
        """修改商品券批次发放预算。

        修改一个批次的发放总上限或每日上限，一次只改一种，要改两种就调用两次。请求里同时给出现在的值和目标值；目
        标值可以比现在小，但不能小于已经发放的次数。创建时没有限制每日发放的批次以后不能加上限制，限制了的也不能
        取消。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            out_request_no: 修改请求单号，选填。
            update_mode: 更新模式，选填。
            current_max_count: 当前的发放总上限，选填。
            target_max_count: 目标发放总上限，选填。
            current_max_count_per_day: 当前的每日发放上限，选填。
            target_max_count_per_day: 目标每日发放上限，选填。

        前置条件：批次没有失效或过期；批次不在批次组里；批次组用修改批次组发放预算的接口；先用查询批次的接口得到
        现在的上限。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。
        """
        return await self._send(
            UpdateStockBudgetRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                out_request_no=out_request_no,
                update_mode=update_mode,
                current_max_count=current_max_count,
                target_max_count=target_max_count,
                current_max_count_per_day=current_max_count_per_day,
                target_max_count_per_day=target_max_count_per_day,
            )
        )

    async def deactivate_stock(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        out_request_no: str,
        deactivate_reason: str,
    ) -> StockEntity:
        """失效商品券批次。

        使一个批次失效，商品券和其他批次不受影响。失效之后不再有用户能领取，已经由这个批次发出的券仍然有效。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            out_request_no: 失效请求单号，必填；6 到 40 个字符。
            deactivate_reason: 失效原因，必填；最多 150 个字符。

        前置条件：批次处于 SENDING 或 PAUSED 状态。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：失效商品券批次，4015736352，2025-08-28。
        """
        return await self._send(
            DeactivateStockRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                out_request_no=out_request_no,
                deactivate_reason=deactivate_reason,
            )
        )

    async def upload_coupon_codes(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        out_request_no: str,
        code_list: list[str],
    ) -> UploadCouponCodesResponse:
        """预上传券CODE。

        给批次预先上传一批券 Code，发券时从里面随机取一个。一次最多 200 个，应答分别列出成功、失败、早已上传过和
        这次请求里重复的 Code。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            out_request_no: 上传请求单号，必填；6 到 40 个字符。
            code_list: 券Code列表，必填；最多 200 项；每项最多 40 个字符。

        前置条件：批次的 coupon_code_mode 为 UPLOAD；批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：预上传券CODE，4015736400，2025-08-28。
        """
        return await self._send(
            UploadCouponCodesRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                out_request_no=out_request_no,
                code_list=code_list,
            )
        )

    async def associate_stores(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        store_list: list[AssociatedStore],
    ) -> AssociatedStoresResult:
        """批次关联门店。

        把品牌的一批门店和批次关联，券只能在关联的门店使用。一次最多 200 家，应答分别列出成功和失败的门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            store_list: 门店列表，必填；最多 200 项。

        前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期；批次不在批次组里；批次组用批次组批量关联门
        店的接口。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的门店再关联一次会怎样没有说明。

        来源：批次关联门店，4015736339，2025-08-28。
        """
        return await self._send(
            AssociateStoresRequest(product_coupon_id=product_coupon_id, stock_id=stock_id, store_list=store_list)
        )

    async def list_associated_stores(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
    ) -> ListAssociatedStoresResponse:
        """查询批次关联门店列表。

        分页查询批次关联了哪些门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            page_size: 分页大小，选填；不大于 200；不填时为 20。
            page_token: 分页Token，选填。

        前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        来源：查询批次关联门店列表，4015736379，2025-08-28。
        """
        return await self._send(
            ListAssociatedStoresRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                page_size=page_size,
                page_token=page_token,
            )
        )

    def iter_associated_stores(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
    ) -> AsyncPages[ListAssociatedStoresResponse, AssociatedStore]:
        """逐项取出：查询批次关联门店列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            page_size: 分页大小，选填；不大于 200；不填时为 20。
            page_token: 分页Token，选填。
        """
        return self._pages(
            ListAssociatedStoresRequest(
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                page_size=page_size,
                page_token=page_token,
            )
        )

    async def disassociate_stores(
        self,
        *,
        product_coupon_id: str,
        stock_id: str,
        store_list: list[AssociatedStore],
    ) -> AssociatedStoresResult:
        """批次取消关联门店。

        取消一批门店和批次的关联。一次最多 200 家，应答分别列出成功和失败的门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            store_list: 门店列表，必填；最多 200 项。

        前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期；批次不在批次组里；批次组用批次组批量取消关
        联门店的接口。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的门店再取消一次会怎样没有说明。

        来源：批次取消关联门店，4015736372，2025-08-28。
        """
        return await self._send(
            DisassociateStoresRequest(product_coupon_id=product_coupon_id, stock_id=stock_id, store_list=store_list)
        )

    async def create_stock_bundle(
        self,
        *,
        product_coupon_id: str,
        out_request_no: str,
        stock_bundle: StockBundleForCreate,
    ) -> StockBundleEntity:
        """添加商品券批次组。

        给已有的多次优惠商品券添加一个批次组，组内的批次一起创建，每个批次对应一次使用。同一个商品券的不同批次组
        可以有不同的发放规则和优惠。

        Args:
            product_coupon_id: 商品券ID，必填。
            out_request_no: 创建请求单号，必填；6 到 40 个字符。
            stock_bundle: 批次组，必填。

        前置条件：商品券已经创建，usage_mode 为 PROGRESSIVE_BUNDLE。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：添加商品券批次组，4016279732，2025-11-27。
        """
        return await self._send(
            CreateStockBundleRequest(
                product_coupon_id=product_coupon_id,
                out_request_no=out_request_no,
                stock_bundle=stock_bundle,
            )
        )

    async def update_stock_bundle(
        self,
        *,
        product_coupon_id: str,
        stock_bundle_id: str,
        out_request_no: str,
        remark: str | UnsetType = UNSET,
        usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET,
        coupon_display_info: CouponDisplayInfo | UnsetType = UNSET,
        notify_config: NotifyConfig | UnsetType = UNSET,
        store_scope: StoreScopeLike | UnsetType = UNSET,
    ) -> StockBundleEntity:
        """修改商品券批次组。

        同时修改批次组内所有批次的备注、展示信息、通知配置或可用门店范围。展示信息的修改不影响已经发出的券。调整
        发放上限用修改批次组发放预算的接口。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            out_request_no: 修改请求单号，必填；6 到 40 个字符。
            remark: 备注，选填；最多 20 个字符。
            usage_rule_display_info: 券使用规则展示信息，选填。
            coupon_display_info: 用户商品券展示信息，选填。
            notify_config: 事件通知配置，选填。
            store_scope: 可用门店范围，选填。

        前置条件：批次组已经创建；组内的批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：修改商品券批次组，4016279735，2025-11-27。
        """
        return await self._send(
            UpdateStockBundleRequest(
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                out_request_no=out_request_no,
                remark=remark,
                usage_rule_display_info=usage_rule_display_info,
                coupon_display_info=coupon_display_info,
                notify_config=notify_config,
                store_scope=store_scope,
            )
        )

    async def update_stock_bundle_budget(
        self,
        *,
        product_coupon_id: str,
        stock_bundle_id: str,
        out_request_no: str | UnsetType = UNSET,
        update_mode: UpdateBudgetModeLike | UnsetType = UNSET,
        current_max_count: int | UnsetType = UNSET,
        target_max_count: int | UnsetType = UNSET,
        current_max_count_per_day: int | UnsetType = UNSET,
        target_max_count_per_day: int | UnsetType = UNSET,
    ) -> StockBundleEntity:
        """修改商品券批次组发放预算。

        同时修改批次组内所有批次的发放总上限或每日上限，一次只改一种，要改两种就调用两次。请求里同时给出现在的值
        和目标值；目标值可以比现在小，但不能小于已经发放的次数。创建时没有限制每日发放的批次组以后不能加上限制，
        限制了的也不能取消。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            out_request_no: 修改请求单号，选填。
            update_mode: 更新模式，选填。
            current_max_count: 当前的发放总上限，选填。
            target_max_count: 目标发放总上限，选填。
            current_max_count_per_day: 当前的每日发放上限，选填。
            target_max_count_per_day: 目标每日发放上限，选填。

        前置条件：批次组已经创建；组内的批次没有失效或过期；先用查询批次的接口得到现在的上限。

        限频：每个品牌ID每秒 20 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。
        """
        return await self._send(
            UpdateStockBundleBudgetRequest(
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                out_request_no=out_request_no,
                update_mode=update_mode,
                current_max_count=current_max_count,
                target_max_count=target_max_count,
                current_max_count_per_day=current_max_count_per_day,
                target_max_count_per_day=target_max_count_per_day,
            )
        )

    async def associate_stores_for_stock_bundle(
        self,
        *,
        product_coupon_id: str,
        stock_bundle_id: str,
        store_list: list[AssociatedStore],
    ) -> AssociatedStoresResult:
        """批次组批量关联门店。

        把品牌的一批门店和批次组内所有批次关联，券只能在关联的门店使用。一次最多 200 家，应答分别列出成功和失败
        的门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            store_list: 门店列表，必填；最多 200 项。

        前置条件：批次组已经创建；组内批次的 store_scope 为 SPECIFIC；组内的批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的门店再关联一次会怎样没有说明。

        来源：批次组批量关联门店，4016279709，2025-11-27。
        """
        return await self._send(
            AssociateStoresForStockBundleRequest(
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                store_list=store_list,
            )
        )

    async def disassociate_stores_for_stock_bundle(
        self,
        *,
        product_coupon_id: str,
        stock_bundle_id: str,
        store_list: list[AssociatedStore] | UnsetType = UNSET,
    ) -> AssociatedStoresResult:
        """批次组批量取消关联门店。

        取消一批门店和批次组内所有批次的关联，应答分别列出成功和失败的门店。

        Args:
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            store_list: 门店列表，选填。

        前置条件：批次组已经创建；组内批次的 store_scope 为 SPECIFIC；组内的批次没有失效或过期。

        限频：每个品牌ID每秒 20 次。

        重复调用：没有请求单号；同样的门店再取消一次会怎样没有说明。
        """
        return await self._send(
            DisassociateStoresForStockBundleRequest(
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                store_list=store_list,
            )
        )

    async def pre_send_user_product_coupon_bundle(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_bundle_id: str,
        appid: str,
        send_request_no: str,
        attach: str | UnsetType = UNSET,
    ) -> PreSendUserProductCouponBundleResponse:
        """向用户预发放商品券批次组。

        为一位用户预先登记某个商品券批次组的发放，得到一个 token；把它交给领券组件，用户就能在组件里领取。用户已
        经领取后，用相同的参数再次调用得到的 token 会让组件显示“已领取”。能不能发放，还要看组内各批次的总预算、
        每日预算（如有）和每人限领数（如有）。

        Args:
            openid: 用户OpenID，必填。
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            appid: 公众账号ID，必填。
            send_request_no: 发券请求单号，必填；6 到 40 个字符。
            attach: 自定义附加信息，选填；最多 150 个字符。

        前置条件：批次组已经创建；批次组里的批次处于 SENDING 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发；用户领取之后得到的 token 会显
        示“已领取”。

        来源：向用户预发放商品券批次组，2025-12-17。
        """
        return await self._send(
            PreSendUserProductCouponBundleRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                appid=appid,
                send_request_no=send_request_no,
                attach=attach,
            )
        )

    async def pre_send_user_product_coupon(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        send_request_no: str,
        coupon_code: str | UnsetType = UNSET,
        attach: str | UnsetType = UNSET,
    ) -> PreSendUserProductCouponResponse:
        """向用户预发放商品券。

        为一位用户预先登记某个批次的发放，得到一个 token；把它交给领券组件，用户就能在组件里领取。用于单券；多次
        优惠用批次组的预发放。

        Args:
            openid: 用户OpenID，必填。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            send_request_no: 发券请求单号，必填。
            coupon_code: 用户商品券Code，选填；最多 40 个字符。
            attach: 自定义附加信息，选填。

        前置条件：批次已经创建，处于 SENDING 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发；用户领取之后得到的 token 会显
        示“已领取”。

        来源：向用户预发放商品券，4016416620，2025-11-05。
        """
        return await self._send(
            PreSendUserProductCouponRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                send_request_no=send_request_no,
                coupon_code=coupon_code,
                attach=attach,
            )
        )

    async def list_user_product_coupons(
        self,
        *,
        openid: str,
        appid: str,
        product_coupon_id: str | UnsetType = UNSET,
        stock_id: str | UnsetType = UNSET,
        coupon_state: UserCouponStateLike | UnsetType = UNSET,
        user_coupon_bundle_id: str | UnsetType = UNSET,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
    ) -> ListUserProductCouponsResponse:
        """查询用户商品券列表。

        查询发给一位用户的商品券，可以按商品券、批次、状态或用户券组筛选，分页返回。

        Args:
            openid: 用户OpenID，必填。
            appid: 公众账号ID，必填。
            product_coupon_id: 商品券ID，选填。
            stock_id: 批次ID，选填。
            coupon_state: 用户商品券状态，选填。
            user_coupon_bundle_id: 用户商品券组ID，选填。
            page_size: 分页大小，选填；不大于 50。
            page_token: 分页Token，选填。

        限频：每个品牌ID每秒 500 次。

        来源：指定券状态查询用户商品券列表，4016427406，2025-11-06。
        """
        return await self._send(
            ListUserProductCouponsRequest(
                openid=openid,
                appid=appid,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                coupon_state=coupon_state,
                user_coupon_bundle_id=user_coupon_bundle_id,
                page_size=page_size,
                page_token=page_token,
            )
        )

    def iter_user_product_coupons(
        self,
        *,
        openid: str,
        appid: str,
        product_coupon_id: str | UnsetType = UNSET,
        stock_id: str | UnsetType = UNSET,
        coupon_state: UserCouponStateLike | UnsetType = UNSET,
        user_coupon_bundle_id: str | UnsetType = UNSET,
        page_size: int | UnsetType = UNSET,
        page_token: str | UnsetType = UNSET,
    ) -> AsyncPages[ListUserProductCouponsResponse, UserProductCouponEntity]:
        """逐项取出：查询用户商品券列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            openid: 用户OpenID，必填。
            appid: 公众账号ID，必填。
            product_coupon_id: 商品券ID，选填。
            stock_id: 批次ID，选填。
            coupon_state: 用户商品券状态，选填。
            user_coupon_bundle_id: 用户商品券组ID，选填。
            page_size: 分页大小，选填；不大于 50。
            page_token: 分页Token，选填。
        """
        return self._pages(
            ListUserProductCouponsRequest(
                openid=openid,
                appid=appid,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                coupon_state=coupon_state,
                user_coupon_bundle_id=user_coupon_bundle_id,
                page_size=page_size,
                page_token=page_token,
            )
        )

    async def send_user_product_coupon(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_id: str,
        coupon_code: str | UnsetType = UNSET,
        appid: str | UnsetType = UNSET,
        send_request_no: str | UnsetType = UNSET,
        attach: str | UnsetType = UNSET,
        coupon_tag_info: CouponTagInfo | UnsetType = UNSET,
    ) -> UserProductCouponEntity:
        """向用户发放商品券。

        把一个批次的券直接发给用户，用户不用再领取。券先处于 CONFIRMING 状态，品牌收到发券通知后要调用确认发放。
        只用于单券；能不能发放，还要看批次的总预算、每日预算（如有）和每人限领数（如有）。

        Args:
            openid: 用户OpenID，必填。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            coupon_code: 用户商品券Code，选填。
            appid: 公众账号ID，选填。
            send_request_no: 发券请求单号，选填。
            attach: 自定义附加信息，选填。
            coupon_tag_info: 商品券标签信息，选填。

        前置条件：批次已经创建，处于 SENDING 状态；商品券的 usage_mode 不是 PROGRESSIVE_BUNDLE。

        限频：每个品牌ID每秒 500 次。

        幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发。

        来源：向用户发放商品券，4015736390，2025-08-28。
        """
        return await self._send(
            SendUserProductCouponRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                coupon_code=coupon_code,
                appid=appid,
                send_request_no=send_request_no,
                attach=attach,
                coupon_tag_info=coupon_tag_info,
            )
        )

    async def send_user_product_coupon_bundle(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_bundle_id: str,
        appid: str,
        send_request_no: str,
        attach: str | UnsetType = UNSET,
        coupon_tag_info: CouponTagInfo | UnsetType = UNSET,
    ) -> SendUserProductCouponBundleResponse:
        """向用户发放商品券批次组。

        把一个批次组直接发给用户，用户得到一组多次优惠的券。能不能发放，还要看组内各批次的总预算、每日预算（如有）
        和每人限领数（如有）。

        Args:
            openid: 用户OpenID，必填。
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            appid: 公众账号ID，必填。
            send_request_no: 发券请求单号，必填；6 到 128 个字符。
            attach: 自定义附加信息，选填；最多 150 个字符。
            coupon_tag_info: 商品券标签信息，选填。

        前置条件：批次组已经创建，组内批次处于 SENDING 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：send_request_no 标识一次请求：重试时不要更换单号。

        来源：向用户发放商品券批次组，4016279745，2025-11-27。
        """
        return await self._send(
            SendUserProductCouponBundleRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                appid=appid,
                send_request_no=send_request_no,
                attach=attach,
                coupon_tag_info=coupon_tag_info,
            )
        )

    async def deactivate_user_product_coupon_bundle(
        self,
        *,
        openid: str,
        user_coupon_bundle_id: str,
        product_coupon_id: str,
        stock_bundle_id: str,
        appid: str,
        out_request_no: str,
        deactivate_reason: str,
    ) -> DeactivateUserProductCouponBundleResponse:
        """失效用户商品券组。

        使一位用户的一组多次优惠券失效，组里的所有券一起失效。

        Args:
            openid: 用户OpenID，必填。
            user_coupon_bundle_id: 用户商品券组ID，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_bundle_id: 批次组ID，必填。
            appid: 公众账号ID，必填。
            out_request_no: 失效请求单号，必填；6 到 40 个字符。
            deactivate_reason: 失效原因，必填；最多 150 个字符。

        前置条件：这一组券已经发给用户；商品券的 usage_mode 为 PROGRESSIVE_BUNDLE。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：重试时不要更换单号。

        来源：失效用户商品券组，4016279743，2025-11-27。
        """
        return await self._send(
            DeactivateUserProductCouponBundleRequest(
                openid=openid,
                user_coupon_bundle_id=user_coupon_bundle_id,
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                appid=appid,
                out_request_no=out_request_no,
                deactivate_reason=deactivate_reason,
            )
        )

    async def get_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
    ) -> UserProductCouponEntity:
        """查询用户商品券详情。

        查询发给一位用户的一张券：状态、有效期、核销记录，以及它的商品券和批次。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。

        前置条件：券已经发给用户。

        限频：每个品牌ID每秒 500 次。

        来源：查询用户商品券详情，4016427405，2025-11-06。
        """
        return await self._send(
            GetUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
            )
        )

    async def confirm_send_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        out_request_no: str,
    ) -> UserProductCouponEntity:
        """确认发放用户商品券。

        收到发券通知之后确认发放，券才会生效；不确认的券一直处于 CONFIRMING 状态，用户不能使用。不论券从哪个渠道
        发出，都要确认。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            out_request_no: 确认发放请求单号，必填；6 到 40 个字符。

        前置条件：收到了这张券的发券通知；券处于 CONFIRMING 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：确认发放用户商品券，4015736403，2025-08-28。
        """
        return await self._send(
            ConfirmSendUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                out_request_no=out_request_no,
            )
        )

    async def use_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        use_time: datetime | str,
        out_request_no: str,
        associated_order_info: OrderRef | UnsetType = UNSET,
        associated_pay_score_order_info: PayScoreRef | UnsetType = UNSET,
        store_id: str | UnsetType = UNSET,
    ) -> UserProductCouponEntity:
        """核销用户商品券。

        用户付款时核销一张券，并指明对应的订单：微信支付订单和支付分订单正好给一种。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            use_time: 核销时间，必填。
            out_request_no: 核销请求单号，必填；6 到 40 个字符。
            associated_order_info: 关联微信支付订单，选填。
            associated_pay_score_order_info: 关联支付分订单，选填。
            store_id: 门店ID，选填。

        前置条件：券已经发放成功，处于 EFFECTIVE 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果；同一次核销换了单号会被
        拒绝。

        来源：核销用户商品券，4016427398，2025-12-02。
        """
        return await self._send(
            UseUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                use_time=use_time,
                out_request_no=out_request_no,
                associated_order_info=associated_order_info,
                associated_pay_score_order_info=associated_pay_score_order_info,
                store_id=store_id,
            )
        )

    async def return_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        out_request_no: str,
    ) -> UserProductCouponEntity:
        """退券。

        把已经核销的券退回给用户，用户在有效期内可以再用。多次优惠只能退最后核销的那一张。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            out_request_no: 退券请求单号，必填；6 到 40 个字符。

        前置条件：券处于 USED 状态。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：退券，4015736429，2025-08-28。
        """
        return await self._send(
            ReturnUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                out_request_no=out_request_no,
            )
        )

    async def deactivate_user_product_coupon(
        self,
        *,
        openid: str,
        coupon_code: str,
        product_coupon_id: str,
        stock_id: str,
        appid: str,
        out_request_no: str,
        deactivate_reason: str,
    ) -> UserProductCouponEntity:
        """失效用户商品券。

        使一张已经发给用户的券失效，用户不能再用。

        Args:
            openid: 用户OpenID，必填。
            coupon_code: 用户商品券Code，必填；最多 40 个字符。
            product_coupon_id: 商品券ID，必填。
            stock_id: 批次ID，必填。
            appid: 公众账号ID，必填。
            out_request_no: 失效请求单号，必填；6 到 40 个字符。
            deactivate_reason: 失效原因，必填；最多 150 个字符。

        前置条件：券已经发给用户；商品券的 usage_mode 不是 PROGRESSIVE_BUNDLE。

        限频：每个品牌ID每秒 500 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：失效用户商品券，4015736411，2025-09-02。
        """
        return await self._send(
            DeactivateUserProductCouponRequest(
                openid=openid,
                coupon_code=coupon_code,
                product_coupon_id=product_coupon_id,
                stock_id=stock_id,
                appid=appid,
                out_request_no=out_request_no,
                deactivate_reason=deactivate_reason,
            )
        )
