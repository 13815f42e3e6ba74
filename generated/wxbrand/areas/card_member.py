# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商家名片会员：会员卡模板、用户会员卡、积分与通知。"""

from __future__ import annotations

from datetime import datetime

from wxbrand_runtime.client import AsyncArea, AsyncPages, Pages, SyncArea
from wxbrand_runtime.models import UNSET, FileSource, UnsetType

from ..models.card_member import (
    Card,
    CardCodeModeLike,
    CardCodeTypeLike,
    CardJump,
    CardPurchaseInformation,
    CardStateLike,
    CardTypeLike,
    CardUserForm,
    CardValidDateInformation,
    ConfirmPointExchangeRequest,
    ConfirmPointExchangeResponse,
    ConfirmUserCardRequest,
    CreateCardRequest,
    CreatePreAuthTokenRequest,
    CreatePreAuthTokenResponse,
    GetCardRequest,
    GetUserCardRequest,
    ImportUserCardByOpenidRequest,
    InvalidateCardRequest,
    InvalidateUserCardRequest,
    ListCardsRequest,
    ListCardsResponse,
    ListUserCardsRequest,
    ListUserCardsResponse,
    PointExchangeResultLike,
    SendUserFeedRequest,
    SendUserFeedResponse,
    SyncUserPointsRequest,
    SyncUserPointsResponse,
    UpdateCardRequest,
    UpdateUserCardRequest,
    UploadCardImageRequest,
    UploadCardImageResponse,
    UserCard,
    UserCardConfirmStateLike,
    UserCardInformation,
    UserCardStateLike,
)


class CardMemberArea(SyncArea):
    """商家名片会员：会员卡模板、用户会员卡、积分与通知。"""

    def list_cards(self, *, offset: int, limit: int, state: CardStateLike | UnsetType = UNSET) -> ListCardsResponse:
        """查询会员卡模板列表。

        分页列出品牌的会员卡模板，可以只看某一种状态的。

        Args:
            offset: 分页开始位置，必填；不小于 0。
            limit: 分页大小，必填；1 到 20。
            state: 会员卡模板状态，选填。

        限频：每个品牌ID每秒 5 次。

        来源：查询会员卡模板列表，4015582712，2025-08-01。
        """
        return self._send(ListCardsRequest(offset=offset, limit=limit, state=state))

    def iter_cards(
        self,
        *,
        offset: int,
        limit: int,
        state: CardStateLike | UnsetType = UNSET,
    ) -> Pages[ListCardsResponse, Card]:
        """逐项取出：查询会员卡模板列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            offset: 分页开始位置，必填；不小于 0。
            limit: 分页大小，必填；1 到 20。
            state: 会员卡模板状态，选填。
        """
        return self._pages(ListCardsRequest(offset=offset, limit=limit, state=state))

    def create_card(
        self,
        *,
        out_request_no: str,
        appid: str,
        card_type: CardTypeLike,
        card_title: str,
        card_color: str,
        card_picture_url: str,
        code_mode: CardCodeModeLike,
        code_type: CardCodeTypeLike | UnsetType = UNSET,
        code_jump_information: CardJump | UnsetType = UNSET,
        benefits: str | UnsetType = UNSET,
        notify_url: str | UnsetType = UNSET,
        need_pinned: bool | UnsetType = UNSET,
        need_display_level: bool | UnsetType = UNSET,
        init_level: str | UnsetType = UNSET,
        service_phone: str | UnsetType = UNSET,
        legal_agreement: str | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        member_information: CardJump | UnsetType = UNSET,
        points_information: CardJump | UnsetType = UNSET,
        balance_information: CardJump | UnsetType = UNSET,
        purchase_information: CardPurchaseInformation | UnsetType = UNSET,
        user_information: CardUserForm | UnsetType = UNSET,
    ) -> Card:
        """创建会员卡模板。

        为品牌创建一个会员卡模板，定下卡面、会员码、有效期和开卡时要用户填写的信息，得到模板的 card_id。用户开卡、
        删卡和积分的事件都通知到这里给出的 notify_url。

        Args:
            out_request_no: 商家请求单号，必填；最多 128 个字符。
            appid: 商家AppID，必填；最多 32 个字符。
            card_type: 会员卡类型，必填。
            card_title: 卡名称，必填；最多 10 个字符。
            card_color: 卡背景颜色，必填；最多 7 个字符。
            card_picture_url: 卡图片，必填；最多 256 个字符。
            code_mode: 会员卡code分配方式，必填。
            code_type: 会员码类型，选填。
            code_jump_information: 会员码跳转信息，选填。
            benefits: 会员权益，选填。
            notify_url: 通知地址，选填。
            need_pinned: 是否置顶，选填。
            need_display_level: 是否显示等级，选填。
            init_level: 初始等级，选填。
            service_phone: 服务电话，选填。
            legal_agreement: 法务协议，选填。
            valid_date_information: 会员卡有效期，选填。
            member_information: 会员中心入口，选填。
            points_information: 积分入口，选填。
            balance_information: 储值入口，选填。
            purchase_information: 付费会员信息，选填。
            user_information: 开卡信息表，选填。

        前置条件：appid 已经和会员卡所属的品牌绑定；卡面图片已经用会员卡的图片上传接口上传。

        限频：每个品牌ID每秒 5 次。

        幂等：out_request_no 标识一次请求：文档只要求单号唯一，没有说明重复提交同一个单号会怎样；超时之后先查询
        模板列表，再决定是否重试。

        来源：创建会员卡模板，4015582711，2025-07-25。
        """
        return self._send(
            CreateCardRequest(
                out_request_no=out_request_no,
                appid=appid,
                card_type=card_type,
                card_title=card_title,
                card_color=card_color,
                card_picture_url=card_picture_url,
                code_mode=code_mode,
                code_type=code_type,
                code_jump_information=code_jump_information,
                benefits=benefits,
                notify_url=notify_url,
                need_pinned=need_pinned,
                need_display_level=need_display_level,
                init_level=init_level,
                service_phone=service_phone,
                legal_agreement=legal_agreement,
                valid_date_information=valid_date_information,
                member_information=member_information,
                points_information=points_information,
                balance_information=balance_information,
                purchase_information=purchase_information,
                user_information=user_information,
            )
        )

    def get_card(self, *, card_id: str) -> Card:
        """查询会员卡模板信息。

        查询一个会员卡模板的全部设置和现在的状态。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。

        限频：每个品牌ID每秒 5 次。

        来源：查询会员卡模板信息，4015582715，2025-08-01。
        """
        return self._send(GetCardRequest(card_id=card_id))

    def update_card(
        self,
        *,
        card_id: str,
        card_title: str | UnsetType = UNSET,
        card_color: str | UnsetType = UNSET,
        card_picture_url: str | UnsetType = UNSET,
        code_jump_information: CardJump | UnsetType = UNSET,
        benefits: str | UnsetType = UNSET,
        notify_url: str | UnsetType = UNSET,
        need_pinned: bool | UnsetType = UNSET,
        need_display_level: bool | UnsetType = UNSET,
        service_phone: str | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        member_information: CardJump | UnsetType = UNSET,
        points_information: CardJump | UnsetType = UNSET,
        balance_information: CardJump | UnsetType = UNSET,
        purchase_information: CardPurchaseInformation | UnsetType = UNSET,
        user_information: CardUserForm | UnsetType = UNSET,
    ) -> Card:
        """修改会员卡模板信息。

        修改一个会员卡模板；只写要改的成员，没写的保持原样。 appid、卡类型、code 的分配方式和会员码的类型不在可
        以修改之列。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            card_title: 卡名称，选填；最多 10 个字符。
            card_color: 卡背景颜色，选填；最多 7 个字符。
            card_picture_url: 卡图片，选填；最多 256 个字符。
            code_jump_information: 会员码跳转信息，选填。
            benefits: 会员权益，选填。
            notify_url: 通知地址，选填。
            need_pinned: 是否置顶，选填。
            need_display_level: 是否显示等级，选填。
            service_phone: 服务电话，选填。
            valid_date_information: 会员卡有效期，选填。
            member_information: 会员中心入口，选填。
            points_information: 积分入口，选填。
            balance_information: 储值入口，选填。
            purchase_information: 付费会员信息，选填。
            user_information: 开卡信息表，选填。

        前置条件：会员卡模板已经创建。

        限频：每个品牌ID每秒 5 次。

        来源：修改会员卡模板信息，4015582722，2025-08-01。
        """
        return self._send(
            UpdateCardRequest(
                card_id=card_id,
                card_title=card_title,
                card_color=card_color,
                card_picture_url=card_picture_url,
                code_jump_information=code_jump_information,
                benefits=benefits,
                notify_url=notify_url,
                need_pinned=need_pinned,
                need_display_level=need_display_level,
                service_phone=service_phone,
                valid_date_information=valid_date_information,
                member_information=member_information,
                points_information=points_information,
                balance_information=balance_information,
                purchase_information=purchase_information,
                user_information=user_information,
            )
        )

    def invalidate_card(self, *, card_id: str) -> Card:
        """作废会员卡模板。

        作废一个会员卡模板，此后它不能再从任何渠道投放。请求没有包体。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。

        前置条件：会员卡模板已经创建。

        限频：每个品牌ID每秒 5 次。

        来源：作废会员卡模板，4015582724，2025-08-01。
        """
        return self._send(InvalidateCardRequest(card_id=card_id))

    def list_user_cards(
        self,
        *,
        openid: str,
        offset: int,
        limit: int,
        user_card_state: UserCardStateLike | UnsetType = UNSET,
    ) -> ListUserCardsResponse:
        """查询用户在品牌下所有会员卡。

        分页列出一位用户在品牌之下领过的会员卡，可以只看某一种状态的。

        Args:
            openid: 用户OpenID，必填；最多 128 个字符。
            offset: 分页开始位置，必填；不小于 0。
            limit: 分页大小，必填；1 到 20。
            user_card_state: 用户会员卡状态，选填。

        限频：每个品牌ID每秒 5 次。

        来源：查询用户在品牌下所有会员卡，4015582718，2025-07-25。
        """
        return self._send(
            ListUserCardsRequest(openid=openid, offset=offset, limit=limit, user_card_state=user_card_state)
        )

    def iter_user_cards(
        self,
        *,
        openid: str,
        offset: int,
        limit: int,
        user_card_state: UserCardStateLike | UnsetType = UNSET,
    ) -> Pages[ListUserCardsResponse, UserCard]:
        """逐项取出：查询用户在品牌下所有会员卡。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            openid: 用户OpenID，必填；最多 128 个字符。
            offset: 分页开始位置，必填；不小于 0。
            limit: 分页大小，必填；1 到 20。
            user_card_state: 用户会员卡状态，选填。
        """
        return self._pages(
            ListUserCardsRequest(openid=openid, offset=offset, limit=limit, user_card_state=user_card_state)
        )

    def import_user_card_by_openid(
        self,
        *,
        card_id: str,
        openid: str,
        user_card_code: str,
        phone_number: str | UnsetType = UNSET,
        card_color: str | UnsetType = UNSET,
        card_picture_url: str | UnsetType = UNSET,
        level: str | UnsetType = UNSET,
        user_information: UserCardInformation | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        pickup_time: datetime | str | UnsetType = UNSET,
    ) -> UserCard:
        """根据OPENID导入用户会员卡。

        把品牌已有的会员按 OpenID 导入商家名片，使微信支付认得他们，也免得他们再次领取新会员的优惠。导入的会员不
        需要再同步开通结果。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            user_card_code: 会员卡code，必填；最多 32 个字符。
            phone_number: 手机号，选填；敏感信息，加密传输。
            card_color: 卡背景颜色，选填；最多 7 个字符。
            card_picture_url: 卡图片，选填；最多 256 个字符。
            level: 会员等级，选填；最多 10 个字符。
            user_information: 用户开卡信息，选填。
            valid_date_information: 会员卡有效期，选填。
            pickup_time: 领取时间，选填。

        前置条件：OpenID 所属的 AppID 已经和会员卡所属的品牌绑定。

        限频：每个品牌ID每秒 10 次。

        重复调用：没有请求单号；同一位用户再导入一次会怎样没有说明。

        来源：根据OPENID导入用户会员卡，4015582744，2025-07-16。
        """
        return self._send(
            ImportUserCardByOpenidRequest(
                card_id=card_id,
                openid=openid,
                user_card_code=user_card_code,
                phone_number=phone_number,
                card_color=card_color,
                card_picture_url=card_picture_url,
                level=level,
                user_information=user_information,
                valid_date_information=valid_date_information,
                pickup_time=pickup_time,
            )
        )

    def get_user_card(self, *, user_card_code: str, card_id: str, openid: str) -> UserCard:
        """查询用户会员卡信息。

        查询一位用户的一张会员卡，包括等级、有效期、开卡时填写的信息和现在的状态。手机号和开卡信息由微信支付加密
        下发。

        Args:
            user_card_code: 会员卡code，必填；最多 32 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。

        限频：每个品牌ID每秒 5 次。

        来源：查询用户会员卡信息，4015582716，2025-07-25。
        """
        return self._send(GetUserCardRequest(user_card_code=user_card_code, card_id=card_id, openid=openid))

    def update_user_card(
        self,
        *,
        user_card_code: str,
        card_id: str,
        openid: str,
        card_color: str | UnsetType = UNSET,
        card_picture_url: str | UnsetType = UNSET,
        phone_number: str | UnsetType = UNSET,
        level: str | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        user_information: UserCardInformation | UnsetType = UNSET,
        attach: str | UnsetType = UNSET,
    ) -> UserCard:
        """修改用户会员卡信息。

        修改一位用户的一张会员卡，例如卡面、等级、手机号或者有效期；只写要改的成员，没写的保持原样。

        Args:
            user_card_code: 会员卡code，必填；最多 32 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            card_color: 卡背景颜色，选填；最多 7 个字符。
            card_picture_url: 卡图片，选填；最多 256 个字符。
            phone_number: 手机号，选填；敏感信息，加密传输。
            level: 会员等级，选填；最多 10 个字符。
            valid_date_information: 会员卡有效期，选填。
            user_information: 用户开卡信息，选填。
            attach: 商家数据包，选填；最多 256 个字符。

        前置条件：用户已经有这张会员卡。

        限频：每个品牌ID每秒 5 次。

        来源：修改用户会员卡信息，4015582719，2025-07-25。
        """
        return self._send(
            UpdateUserCardRequest(
                user_card_code=user_card_code,
                card_id=card_id,
                openid=openid,
                card_color=card_color,
                card_picture_url=card_picture_url,
                phone_number=phone_number,
                level=level,
                valid_date_information=valid_date_information,
                user_information=user_information,
                attach=attach,
            )
        )

    def invalidate_user_card(
        self,
        *,
        user_card_code: str,
        card_id: str,
        openid: str,
        invalid_reason: str | UnsetType = UNSET,
    ) -> UserCard:
        """作废用户会员卡。

        作废一位用户的一张会员卡。作废之后不能恢复；要先告诉用户并得到同意，否则用户投诉会使品牌受到平台处罚。

        Args:
            user_card_code: 会员卡code，必填；最多 32 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            invalid_reason: 作废原因，选填。

        前置条件：用户已经有这张会员卡；已经告诉用户并得到同意。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；已经失效的会员卡再失效一次会怎样没有说明。

        来源：作废用户会员卡，4015582726，2025-07-25。
        """
        return self._send(
            InvalidateUserCardRequest(
                user_card_code=user_card_code,
                card_id=card_id,
                openid=openid,
                invalid_reason=invalid_reason,
            )
        )

    def confirm_user_card(
        self,
        *,
        user_card_code: str,
        card_id: str,
        openid: str,
        card_color: str | UnsetType = UNSET,
        card_picture_url: str | UnsetType = UNSET,
        phone_number: str | UnsetType = UNSET,
        level: str | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        user_information: UserCardInformation | UnsetType = UNSET,
        attach: str | UnsetType = UNSET,
        user_card_confirm_state: UserCardConfirmStateLike | UnsetType = UNSET,
    ) -> UserCard:
        """同步会员开通结果。

        用户从入会组件或商家名片开卡后，品牌会收到开卡通知，处理之后要用这个接口把结果告诉微信支付，开卡才算成功；
        同时可以改动卡上的部分信息。用接口导入的、下单时同步的会员不需要这一步。

        Args:
            user_card_code: 会员卡code，必填；最多 32 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            card_color: 卡背景颜色，选填。
            card_picture_url: 卡图片，选填。
            phone_number: 手机号，选填；敏感信息，加密传输。
            level: 会员等级，选填。
            valid_date_information: 会员卡有效期，选填。
            user_information: 用户开卡信息，选填。
            attach: 商家数据包，选填。
            user_card_confirm_state: 开卡结果，选填。

        前置条件：已经收到这张卡的开卡通知。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；再确认一次会怎样没有说明。

        来源：同步会员开通结果，4015582750，2025-07-16。
        """
        return self._send(
            ConfirmUserCardRequest(
                user_card_code=user_card_code,
                card_id=card_id,
                openid=openid,
                card_color=card_color,
                card_picture_url=card_picture_url,
                phone_number=phone_number,
                level=level,
                valid_date_information=valid_date_information,
                user_information=user_information,
                attach=attach,
                user_card_confirm_state=user_card_confirm_state,
            )
        )

    def create_pre_auth_token(self, *, card_id: str, openid: str) -> CreatePreAuthTokenResponse:
        """品牌会员入会组件预授权。

        为一位用户取得拉起入会组件的凭证；小程序或 H5 拿着它打开组件，用户就能开通这张会员卡。凭证一小时后失效。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。

        前置条件：会员卡模板已经创建。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；再调用一次得到另一个 token。

        来源：品牌会员入会组件预授权，4015582733，2025-11-19。
        """
        return self._send(CreatePreAuthTokenRequest(card_id=card_id, openid=openid))

    def send_user_feed(
        self,
        *,
        card_id: str | UnsetType = UNSET,
        user_card_code: str | UnsetType = UNSET,
        openid: str | UnsetType = UNSET,
        out_request_no: str | UnsetType = UNSET,
        cell: str | UnsetType = UNSET,
    ) -> SendUserFeedResponse:
        """创建用户动态信息。

        把不是经微信支付产生的会员动态（例如在别的渠道消费）告诉微信支付，显示在用户的商家名片会员里。

        Args:
            card_id: 会员卡模板ID，选填。
            user_card_code: 会员卡code，选填。
            openid: 用户OpenID，选填。
            out_request_no: 商家请求单号，选填。
            cell: 会员动态内容，选填。

        前置条件：用户已经有这张会员卡。

        限频：每个品牌ID每秒 5 次。

        幂等：out_request_no 标识一次请求：已知的资料只要求单号唯一，没有说明重复提交同一个单号会怎样。
        """
        return self._send(
            SendUserFeedRequest(
                card_id=card_id,
                user_card_code=user_card_code,
                openid=openid,
                out_request_no=out_request_no,
                cell=cell,
            )
        )

    def sync_user_points(
        self,
        *,
        out_request_no: str,
        card_id: str,
        openid: str,
        user_card_code: str,
        point_balance: int,
    ) -> SyncUserPointsResponse:
        """同步积分余额。

        把一位会员现在的积分余额告诉微信支付。收到积分同步通知时必须调用；余额变动之后也可以主动调用。

        Args:
            out_request_no: 商家请求单号，必填；最多 128 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            user_card_code: 会员卡code，必填；最多 32 个字符。
            point_balance: 积分余额，必填。

        前置条件：用户已经有这张会员卡。

        限频：每个品牌ID每秒 10 次。

        幂等：out_request_no 标识一次请求：文档只要求单号唯一，没有说明重复提交同一个单号会怎样。

        来源：同步积分余额，4015897319，2025-08-20。
        """
        return self._send(
            SyncUserPointsRequest(
                out_request_no=out_request_no,
                card_id=card_id,
                openid=openid,
                user_card_code=user_card_code,
                point_balance=point_balance,
            )
        )

    def confirm_point_exchange(
        self,
        *,
        record_id: str | UnsetType = UNSET,
        exchange_coupon_template_id: str | UnsetType = UNSET,
        card_id: str | UnsetType = UNSET,
        openid: str | UnsetType = UNSET,
        user_card_code: str | UnsetType = UNSET,
        result: PointExchangeResultLike | UnsetType = UNSET,
        reject_reason: str | UnsetType = UNSET,
    ) -> ConfirmPointExchangeResponse:
        """同步积分兑券结果。

        用户用积分兑券时品牌会收到积分兑券通知；品牌扣减积分之后用这个接口允许或者拒绝，微信支付据此决定发不发券。
        允许之后应答里的 state 若是失败，券没有发出，品牌要把积分退回给用户。

        Args:
            record_id: 积分兑券ID，选填。
            exchange_coupon_template_id: 积分兑券模板ID，选填。
            card_id: 会员卡模板ID，选填。
            openid: 用户OpenID，选填。
            user_card_code: 会员卡code，选填。
            result: 兑券审核结果，选填。
            reject_reason: 拒绝原因，选填。

        前置条件：已经收到这次兑券的通知。

        限频：每个品牌ID每秒 5 次。

        幂等：record_id 标识一次请求：一次兑券只有一个 record_id，没有另外的请求单号；已知的资料没有说明重复提交
        会怎样。
        """
        return self._send(
            ConfirmPointExchangeRequest(
                record_id=record_id,
                exchange_coupon_template_id=exchange_coupon_template_id,
                card_id=card_id,
                openid=openid,
                user_card_code=user_card_code,
                result=result,
                reject_reason=reject_reason,
            )
        )

    def upload_card_image(
        self,
        *,
        file: FileSource,
        filename: str | UnsetType = UNSET,
        file_digest: str | UnsetType = UNSET,
    ) -> UploadCardImageResponse:
        """图片上传。

        上传一张图片，得到可以用作会员卡卡面的地址，模板和用户会员卡都能用。图片是 JPG、BMP 或 PNG，最大 2 MB。
        签名时请求体用 meta 的 JSON 文本，不是整个表单。

        Args:
            file: 图片文件，必填；最多 2097152 字节。
            filename: 文件名，选填；不填时取文件名。
            file_digest: 文件摘要，选填；不填时由文件算出。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；再传一次得到另一个地址。

        来源：图片上传，4015680641，2025-08-20。
        """
        return self._send(UploadCardImageRequest(file=file, filename=filename, file_digest=file_digest))


class AsyncCardMemberArea(AsyncArea):
    """商家名片会员：会员卡模板、用户会员卡、积分与通知。"""

    async def list_cards(
        self,
        *,
        offset: int,
        limit: int,
        state: CardStateLike | UnsetType = UNSET,
    ) -> ListCardsResponse:
        """查询会员卡模板列表。

        分页列出品牌的会员卡模板，可以只看某一种状态的。

        Args:
            offset: 分页开始位置，必填；不小于 0。
            limit: 分页大小，必填；1 到 20。
            state: 会员卡模板状态，选填。

        限频：每个品牌ID每秒 5 次。

        来源：查询会员卡模板列表，4015582712，2025-08-01。
        """
        return await self._send(ListCardsRequest(offset=offset, limit=limit, state=state))

    def iter_cards(
        self,
        *,
        offset: int,
        limit: int,
        state: CardStateLike | UnsetType = UNSET,
    ) -> AsyncPages[ListCardsResponse, Card]:
        """逐项取出：查询会员卡模板列表。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            offset: 分页开始位置，必填；不小于 0。
            limit: 分页大小，必填；1 到 20。
            state: 会员卡模板状态，选填。
        """
        return self._pages(ListCardsRequest(offset=offset, limit=limit, state=state))

    async def create_card(
        self,
        *,
        out_request_no: str,
        appid: str,
        card_type: CardTypeLike,
        card_title: str,
        card_color: str,
        card_picture_url: str,
        code_mode: CardCodeModeLike,
        code_type: CardCodeTypeLike | UnsetType = UNSET,
        code_jump_information: CardJump | UnsetType = UNSET,
        benefits: str | UnsetType = UNSET,
        notify_url: str | UnsetType = UNSET,
        need_pinned: bool | UnsetType = UNSET,
        need_display_level: bool | UnsetType = UNSET,
        init_level: str | UnsetType = UNSET,
        service_phone: str | UnsetType = UNSET,
        legal_agreement: str | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        member_information: CardJump | UnsetType = UNSET,
        points_information: CardJump | UnsetType = UNSET,
        balance_information: CardJump | UnsetType = UNSET,
        purchase_information: CardPurchaseInformation | UnsetType = UNSET,
        user_information: CardUserForm | UnsetType = UNSET,
    ) -> Card:
        """创建会员卡模板。

        为品牌创建一个会员卡模板，定下卡面、会员码、有效期和开卡时要用户填写的信息，得到模板的 card_id。用户开卡、
        删卡和积分的事件都通知到这里给出的 notify_url。

        Args:
            out_request_no: 商家请求单号，必填；最多 128 个字符。
            appid: 商家AppID，必填；最多 32 个字符。
            card_type: 会员卡类型，必填。
            card_title: 卡名称，必填；最多 10 个字符。
            card_color: 卡背景颜色，必填；最多 7 个字符。
            card_picture_url: 卡图片，必填；最多 256 个字符。
            code_mode: 会员卡code分配方式，必填。
            code_type: 会员码类型，选填。
            code_jump_information: 会员码跳转信息，选填。
            benefits: 会员权益，选填。
            notify_url: 通知地址，选填。
            need_pinned: 是否置顶，选填。
            need_display_level: 是否显示等级，选填。
            init_level: 初始等级，选填。
            service_phone: 服务电话，选填。
            legal_agreement: 法务协议，选填。
            valid_date_information: 会员卡有效期，选填。
            member_information: 会员中心入口，选填。
            points_information: 积分入口，选填。
            balance_information: 储值入口，选填。
            purchase_information: 付费会员信息，选填。
            user_information: 开卡信息表，选填。

        前置条件：appid 已经和会员卡所属的品牌绑定；卡面图片已经用会员卡的图片上传接口上传。

        限频：每个品牌ID每秒 5 次。

        幂等：out_request_no 标识一次请求：文档只要求单号唯一，没有说明重复提交同一个单号会怎样；超时之后先查询
        模板列表，再决定是否重试。

        来源：创建会员卡模板，4015582711，2025-07-25。
        """
        return await self._send(
            CreateCardRequest(
                out_request_no=out_request_no,
                appid=appid,
                card_type=card_type,
                card_title=card_title,
                card_color=card_color,
                card_picture_url=card_picture_url,
                code_mode=code_mode,
                code_type=code_type,
                code_jump_information=code_jump_information,
                benefits=benefits,
                notify_url=notify_url,
                need_pinned=need_pinned,
                need_display_level=need_display_level,
                init_level=init_level,
                service_phone=service_phone,
                legal_agreement=legal_agreement,
                valid_date_information=valid_date_information,
                member_information=member_information,
                points_information=points_information,
                balance_information=balance_information,
                purchase_information=purchase_information,
                user_information=user_information,
            )
        )

    async def get_card(self, *, card_id: str) -> Card:
        """查询会员卡模板信息。

        查询一个会员卡模板的全部设置和现在的状态。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。

        限频：每个品牌ID每秒 5 次。

        来源：查询会员卡模板信息，4015582715，2025-08-01。
        """
        return await self._send(GetCardRequest(card_id=card_id))

    async def update_card(
        self,
        *,
        card_id: str,
        card_title: str | UnsetType = UNSET,
        card_color: str | UnsetType = UNSET,
        card_picture_url: str | UnsetType = UNSET,
        code_jump_information: CardJump | UnsetType = UNSET,
        benefits: str | UnsetType = UNSET,
        notify_url: str | UnsetType = UNSET,
        need_pinned: bool | UnsetType = UNSET,
        need_display_level: bool | UnsetType = UNSET,
        service_phone: str | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        member_information: CardJump | UnsetType = UNSET,
        points_information: CardJump | UnsetType = UNSET,
        balance_information: CardJump | UnsetType = UNSET,
        purchase_information: CardPurchaseInformation | UnsetType = UNSET,
        user_information: CardUserForm | UnsetType = UNSET,
    ) -> Card:
        """修改会员卡模板信息。

        修改一个会员卡模板；只写要改的成员，没写的保持原样。 appid、卡类型、code 的分配方式和会员码的类型不在可
        以修改之列。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            card_title: 卡名称，选填；最多 10 个字符。
            card_color: 卡背景颜色，选填；最多 7 个字符。
            card_picture_url: 卡图片，选填；最多 256 个字符。
            code_jump_information: 会员码跳转信息，选填。
            benefits: 会员权益，选填。
            notify_url: 通知地址，选填。
            need_pinned: 是否置顶，选填。
            need_display_level: 是否显示等级，选填。
            service_phone: 服务电话，选填。
            valid_date_information: 会员卡有效期，选填。
            member_information: 会员中心入口，选填。
            points_information: 积分入口，选填。
            balance_information: 储值入口，选填。
            purchase_information: 付费会员信息，选填。
            user_information: 开卡信息表，选填。

        前置条件：会员卡模板已经创建。

        限频：每个品牌ID每秒 5 次。

        来源：修改会员卡模板信息，4015582722，2025-08-01。
        """
        return await self._send(
            UpdateCardRequest(
                card_id=card_id,
                card_title=card_title,
                card_color=card_color,
                card_picture_url=card_picture_url,
                code_jump_information=code_jump_information,
                benefits=benefits,
                notify_url=notify_url,
                need_pinned=need_pinned,
                need_display_level=need_display_level,
                service_phone=service_phone,
                valid_date_information=valid_date_information,
                member_information=member_information,
                points_information=points_information,
                balance_information=balance_information,
                purchase_information=purchase_information,
                user_information=user_information,
            )
        )

    async def invalidate_card(self, *, card_id: str) -> Card:
        """作废会员卡模板。

        作废一个会员卡模板，此后它不能再从任何渠道投放。请求没有包体。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。

        前置条件：会员卡模板已经创建。

        限频：每个品牌ID每秒 5 次。

        来源：作废会员卡模板，4015582724，2025-08-01。
        """
        return await self._send(InvalidateCardRequest(card_id=card_id))

    async def list_user_cards(
        self,
        *,
        openid: str,
        offset: int,
        limit: int,
        user_card_state: UserCardStateLike | UnsetType = UNSET,
    ) -> ListUserCardsResponse:
        """查询用户在品牌下所有会员卡。

        分页列出一位用户在品牌之下领过的会员卡，可以只看某一种状态的。

        Args:
            openid: 用户OpenID，必填；最多 128 个字符。
            offset: 分页开始位置，必填；不小于 0。
            limit: 分页大小，必填；1 到 20。
            user_card_state: 用户会员卡状态，选填。

        限频：每个品牌ID每秒 5 次。

        来源：查询用户在品牌下所有会员卡，4015582718，2025-07-25。
        """
        return await self._send(
            ListUserCardsRequest(openid=openid, offset=offset, limit=limit, user_card_state=user_card_state)
        )

    def iter_user_cards(
        self,
        *,
        openid: str,
        offset: int,
        limit: int,
        user_card_state: UserCardStateLike | UnsetType = UNSET,
    ) -> AsyncPages[ListUserCardsResponse, UserCard]:
        """逐项取出：查询用户在品牌下所有会员卡。

        取完一页才请求下一页；.pages() 逐页给出。

        Args:
            openid: 用户OpenID，必填；最多 128 个字符。
            offset: 分页开始位置，必填；不小于 0。
            limit: 分页大小，必填；1 到 20。
            user_card_state: 用户会员卡状态，选填。
        """
        return self._pages(
            ListUserCardsRequest(openid=openid, offset=offset, limit=limit, user_card_state=user_card_state)
        )

    async def import_user_card_by_openid(
        self,
        *,
        card_id: str,
        openid: str,
        user_card_code: str,
        phone_number: str | UnsetType = UNSET,
        card_color: str | UnsetType = UNSET,
        card_picture_url: str | UnsetType = UNSET,
        level: str | UnsetType = UNSET,
        user_information: UserCardInformation | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        pickup_time: datetime | str | UnsetType = UNSET,
    ) -> UserCard:
        """根据OPENID导入用户会员卡。

        把品牌已有的会员按 OpenID 导入商家名片，使微信支付认得他们，也免得他们再次领取新会员的优惠。导入的会员不
        需要再同步开通结果。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            user_card_code: 会员卡code，必填；最多 32 个字符。
            phone_number: 手机号，选填；敏感信息，加密传输。
            card_color: 卡背景颜色，选填；最多 7 个字符。
            card_picture_url: 卡图片，选填；最多 256 个字符。
            level: 会员等级，选填；最多 10 个字符。
            user_information: 用户开卡信息，选填。
            valid_date_information: 会员卡有效期，选填。
            pickup_time: 领取时间，选填。

        前置条件：OpenID 所属的 AppID 已经和会员卡所属的品牌绑定。

        限频：每个品牌ID每秒 10 次。

        重复调用：没有请求单号；同一位用户再导入一次会怎样没有说明。

        来源：根据OPENID导入用户会员卡，4015582744，2025-07-16。
        """
        return await self._send(
            ImportUserCardByOpenidRequest(
                card_id=card_id,
                openid=openid,
                user_card_code=user_card_code,
                phone_number=phone_number,
                card_color=card_color,
                card_picture_url=card_picture_url,
                level=level,
                user_information=user_information,
                valid_date_information=valid_date_information,
                pickup_time=pickup_time,
            )
        )

    async def get_user_card(self, *, user_card_code: str, card_id: str, openid: str) -> UserCard:
        """查询用户会员卡信息。

        查询一位用户的一张会员卡，包括等级、有效期、开卡时填写的信息和现在的状态。手机号和开卡信息由微信支付加密
        下发。

        Args:
            user_card_code: 会员卡code，必填；最多 32 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。

        限频：每个品牌ID每秒 5 次。

        来源：查询用户会员卡信息，4015582716，2025-07-25。
        """
        return await self._send(GetUserCardRequest(user_card_code=user_card_code, card_id=card_id, openid=openid))

    async def update_user_card(
        self,
        *,
        user_card_code: str,
        card_id: str,
        openid: str,
        card_color: str | UnsetType = UNSET,
        card_picture_url: str | UnsetType = UNSET,
        phone_number: str | UnsetType = UNSET,
        level: str | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        user_information: UserCardInformation | UnsetType = UNSET,
        attach: str | UnsetType = UNSET,
    ) -> UserCard:
        """修改用户会员卡信息。

        修改一位用户的一张会员卡，例如卡面、等级、手机号或者有效期；只写要改的成员，没写的保持原样。

        Args:
            user_card_code: 会员卡code，必填；最多 32 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            card_color: 卡背景颜色，选填；最多 7 个字符。
            card_picture_url: 卡图片，选填；最多 256 个字符。
            phone_number: 手机号，选填；敏感信息，加密传输。
            level: 会员等级，选填；最多 10 个字符。
            valid_date_information: 会员卡有效期，选填。
            user_information: 用户开卡信息，选填。
            attach: 商家数据包，选填；最多 256 个字符。

        前置条件：用户已经有这张会员卡。

        限频：每个品牌ID每秒 5 次。

        来源：修改用户会员卡信息，4015582719，2025-07-25。
        """
        return await self._send(
            UpdateUserCardRequest(
                user_card_code=user_card_code,
                card_id=card_id,
                openid=openid,
                card_color=card_color,
                card_picture_url=card_picture_url,
                phone_number=phone_number,
                level=level,
                valid_date_information=valid_date_information,
                user_information=user_information,
                attach=attach,
            )
        )

    async def invalidate_user_card(
        self,
        *,
        user_card_code: str,
        card_id: str,
        openid: str,
        invalid_reason: str | UnsetType = UNSET,
    ) -> UserCard:
        """作废用户会员卡。

        作废一位用户的一张会员卡。作废之后不能恢复；要先告诉用户并得到同意，否则用户投诉会使品牌受到平台处罚。

        Args:
            user_card_code: 会员卡code，必填；最多 32 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            invalid_reason: 作废原因，选填。

        前置条件：用户已经有这张会员卡；已经告诉用户并得到同意。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；已经失效的会员卡再失效一次会怎样没有说明。

        来源：作废用户会员卡，4015582726，2025-07-25。
        """
        return await self._send(
            InvalidateUserCardRequest(
                user_card_code=user_card_code,
                card_id=card_id,
                openid=openid,
                invalid_reason=invalid_reason,
            )
        )

    async def confirm_user_card(
        self,
        *,
        user_card_code: str,
        card_id: str,
        openid: str,
        card_color: str | UnsetType = UNSET,
        card_picture_url: str | UnsetType = UNSET,
        phone_number: str | UnsetType = UNSET,
        level: str | UnsetType = UNSET,
        valid_date_information: CardValidDateInformation | UnsetType = UNSET,
        user_information: UserCardInformation | UnsetType = UNSET,
        attach: str | UnsetType = UNSET,
        user_card_confirm_state: UserCardConfirmStateLike | UnsetType = UNSET,
    ) -> UserCard:
        """同步会员开通结果。

        用户从入会组件或商家名片开卡后，品牌会收到开卡通知，处理之后要用这个接口把结果告诉微信支付，开卡才算成功；
        同时可以改动卡上的部分信息。用接口导入的、下单时同步的会员不需要这一步。

        Args:
            user_card_code: 会员卡code，必填；最多 32 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            card_color: 卡背景颜色，选填。
            card_picture_url: 卡图片，选填。
            phone_number: 手机号，选填；敏感信息，加密传输。
            level: 会员等级，选填。
            valid_date_information: 会员卡有效期，选填。
            user_information: 用户开卡信息，选填。
            attach: 商家数据包，选填。
            user_card_confirm_state: 开卡结果，选填。

        前置条件：已经收到这张卡的开卡通知。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；再确认一次会怎样没有说明。

        来源：同步会员开通结果，4015582750，2025-07-16。
        """
        return await self._send(
            ConfirmUserCardRequest(
                user_card_code=user_card_code,
                card_id=card_id,
                openid=openid,
                card_color=card_color,
                card_picture_url=card_picture_url,
                phone_number=phone_number,
                level=level,
                valid_date_information=valid_date_information,
                user_information=user_information,
                attach=attach,
                user_card_confirm_state=user_card_confirm_state,
            )
        )

    async def create_pre_auth_token(self, *, card_id: str, openid: str) -> CreatePreAuthTokenResponse:
        """品牌会员入会组件预授权。

        为一位用户取得拉起入会组件的凭证；小程序或 H5 拿着它打开组件，用户就能开通这张会员卡。凭证一小时后失效。

        Args:
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。

        前置条件：会员卡模板已经创建。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；再调用一次得到另一个 token。

        来源：品牌会员入会组件预授权，4015582733，2025-11-19。
        """
        return await self._send(CreatePreAuthTokenRequest(card_id=card_id, openid=openid))

    async def send_user_feed(
        self,
        *,
        card_id: str | UnsetType = UNSET,
        user_card_code: str | UnsetType = UNSET,
        openid: str | UnsetType = UNSET,
        out_request_no: str | UnsetType = UNSET,
        cell: str | UnsetType = UNSET,
    ) -> SendUserFeedResponse:
        """创建用户动态信息。

        把不是经微信支付产生的会员动态（例如在别的渠道消费）告诉微信支付，显示在用户的商家名片会员里。

        Args:
            card_id: 会员卡模板ID，选填。
            user_card_code: 会员卡code，选填。
            openid: 用户OpenID，选填。
            out_request_no: 商家请求单号，选填。
            cell: 会员动态内容，选填。

        前置条件：用户已经有这张会员卡。

        限频：每个品牌ID每秒 5 次。

        幂等：out_request_no 标识一次请求：已知的资料只要求单号唯一，没有说明重复提交同一个单号会怎样。
        """
        return await self._send(
            SendUserFeedRequest(
                card_id=card_id,
                user_card_code=user_card_code,
                openid=openid,
                out_request_no=out_request_no,
                cell=cell,
            )
        )

    async def sync_user_points(
        self,
        *,
        out_request_no: str,
        card_id: str,
        openid: str,
        user_card_code: str,
        point_balance: int,
    ) -> SyncUserPointsResponse:
        """同步积分余额。

        把一位会员现在的积分余额告诉微信支付。收到积分同步通知时必须调用；余额变动之后也可以主动调用。

        Args:
            out_request_no: 商家请求单号，必填；最多 128 个字符。
            card_id: 会员卡模板ID，必填；最多 32 个字符。
            openid: 用户OpenID，必填；最多 128 个字符。
            user_card_code: 会员卡code，必填；最多 32 个字符。
            point_balance: 积分余额，必填。

        前置条件：用户已经有这张会员卡。

        限频：每个品牌ID每秒 10 次。

        幂等：out_request_no 标识一次请求：文档只要求单号唯一，没有说明重复提交同一个单号会怎样。

        来源：同步积分余额，4015897319，2025-08-20。
        """
        return await self._send(
            SyncUserPointsRequest(
                out_request_no=out_request_no,
                card_id=card_id,
                openid=openid,
                user_card_code=user_card_code,
                point_balance=point_balance,
            )
        )

    async def confirm_point_exchange(
        self,
        *,
        record_id: str | UnsetType = UNSET,
        exchange_coupon_template_id: str | UnsetType = UNSET,
        card_id: str | UnsetType = UNSET,
        openid: str | UnsetType = UNSET,
        user_card_code: str | UnsetType = UNSET,
        result: PointExchangeResultLike | UnsetType = UNSET,
        reject_reason: str | UnsetType = UNSET,
    ) -> ConfirmPointExchangeResponse:
        """同步积分兑券结果。

        用户用积分兑券时品牌会收到积分兑券通知；品牌扣减积分之后用这个接口允许或者拒绝，微信支付据此决定发不发券。
        允许之后应答里的 state 若是失败，券没有发出，品牌要把积分退回给用户。

        Args:
            record_id: 积分兑券ID，选填。
            exchange_coupon_template_id: 积分兑券模板ID，选填。
            card_id: 会员卡模板ID，选填。
            openid: 用户OpenID，选填。
            user_card_code: 会员卡code，选填。
            result: 兑券审核结果，选填。
            reject_reason: 拒绝原因，选填。

        前置条件：已经收到这次兑券的通知。

        限频：每个品牌ID每秒 5 次。

        幂等：record_id 标识一次请求：一次兑券只有一个 record_id，没有另外的请求单号；已知的资料没有说明重复提交
        会怎样。
        """
        return await self._send(
            ConfirmPointExchangeRequest(
                record_id=record_id,
                exchange_coupon_template_id=exchange_coupon_template_id,
                card_id=card_id,
                openid=openid,
                user_card_code=user_card_code,
                result=result,
                reject_reason=reject_reason,
            )
        )

    async def upload_card_image(
        self,
        *,
        file: FileSource,
        filename: str | UnsetType = UNSET,
        file_digest: str | UnsetType = UNSET,
    ) -> UploadCardImageResponse:
        """图片上传。

        上传一张图片，得到可以用作会员卡卡面的地址，模板和用户会员卡都能用。图片是 JPG、BMP 或 PNG，最大 2 MB。
        签名时请求体用 meta 的 JSON 文本，不是整个表单。

        Args:
            file: 图片文件，必填；最多 2097152 字节。
            filename: 文件名，选填；不填时取文件名。
            file_digest: 文件摘要，选填；不填时由文件算出。

        限频：每个品牌ID每秒 5 次。

        重复调用：没有请求单号；再传一次得到另一个地址。

        来源：图片上传，4015680641，2025-08-20。
        """
        return await self._send(UploadCardImageRequest(file=file, filename=filename, file_digest=file_digest))
