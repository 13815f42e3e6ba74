"""Texts that all pages share. The texts of one page stand in its module."""

from __future__ import annotations

from wxbrand_codegen.sandbox.console.language import Texts

TEXTS: Texts = {
    "title": ("Sandbox", "沙箱"),
    "skip": ("Skip to the content", "跳到正文"),
    "menu": ("Pages", "页面"),
    "language": ("Language", "语言"),
    "theme": ("Colours", "配色"),
    "theme.auto": ("System colours", "跟随系统"),
    "theme.light": ("Light", "浅色"),
    "theme.dark": ("Dark", "深色"),
    "apply": ("Apply", "应用"),
    "live.on": ("live", "实时"),
    "live.paused": ("paused", "已暂停"),
    "live.off": ("not connected; reload to see changes", "未连接，刷新页面查看变化"),
    "live.pause": ("Pause", "暂停"),
    "live.resume": ("Resume", "继续"),
    "keys": ("Keyboard", "键盘"),
    "keys.title": ("Keys", "快捷键"),
    "keys.next": ("next or previous row", "下一行、上一行"),
    "keys.open": ("open the row", "打开该行"),
    "keys.back": ("back to the list", "返回列表"),
    "keys.search": ("search", "搜索"),
    "keys.help": ("show these keys", "显示快捷键"),
    "close": ("Close", "关闭"),
    "copy": ("Copy", "复制"),
    "copied": ("Copied", "已复制"),
    "error.404": ("There is nothing at this address.", "此地址没有内容。"),
    "error.other": ("This does not work (status {status}).", "操作无效（状态码 {status}）。"),
    "error.home": ("To the requests", "查看请求"),
}
