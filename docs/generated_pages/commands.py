"""A page for each command, made from the objects that parse the command line."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click
from wxbrand_codegen.cli.call.group import CallGroup
from wxbrand_codegen.cli.main import COMMANDS

from generated_pages.page import Page
from generated_pages.words import Language, escaped, marked, table

_FOLDER = "reference/commands"

_WORDS = {
    "title": ("Commands", "命令"),
    "text": (
        "`pip install 'wxbrand[codegen,sandbox]'` brings the command `wxbrand`. `wxbrand COMMAND --help` prints what these pages say.",
        "`pip install 'wxbrand[codegen,sandbox]'` 带来命令 `wxbrand`。`wxbrand COMMAND --help` 显示的就是这些页的内容；帮助文字是英文的。",
    ),
    "command": ("Command", "命令"),
    "does": ("What it does", "做什么"),
    "arguments": ("Arguments", "参数"),
    "options": ("Options", "选项"),
    "option": ("Option", "选项"),
    "argument": ("Argument", "参数"),
    "meaning": ("Meaning", "含义"),
    "examples": ("Examples", "例子"),
    "exit": ("Exit codes", "退出码"),
    "code": ("Code", "退出码"),
    "operations": (
        "Every [operation](../operations/index.md) is a command. Its fields are its options; besides, all have:",
        "每个[接口](../operations/index.md)都是一条命令，它的字段就是选项；此外，所有接口都有：",
    ),
    "again": (" (may be repeated)", "（可以写多次）"),
}

_EXIT_CODES = [
    ("0", "all is well", "一切正常"),
    ("1", "problems were found, or two sides differ", "发现了问题，或者两边不同"),
    (
        "2",
        "the command is wrong: an unknown option, a missing value, a file that does not exist",
        "命令写错了：选项不认识、缺少值、文件不存在",
    ),
    (
        "70",
        "a bug: a file with the traceback is named, for a report; `WXBRAND_TRACEBACK=1` prints it",
        "程序自己的错误：会指出写有 traceback 的文件，供报告用；设 `WXBRAND_TRACEBACK=1` 时直接显示",
    ),
    ("130", "interrupted by Ctrl-C", "被 Ctrl-C 中断"),
]


def command_pages(language: Language) -> Iterator[tuple[str, Page]]:
    """Yield the pages by path, the list first."""

    def say(key: str) -> str:
        return _WORDS[key][0 if language == "en" else 1]

    names = sorted(COMMANDS)
    rows = [(f"[`wxbrand {name}`]({name}.md)", escaped(COMMANDS[name].summary)) for name in names]
    codes = [(f"`{code}`", english if language == "en" else chinese) for code, english, chinese in _EXIT_CODES]
    text = (
        f"# {say('title')}\n\n{say('text')}\n\n{table([say('command'), say('does')], rows)}"
        f"## {say('exit')}\n\n{table([say('code'), say('meaning')], codes)}"
    )
    yield f"{_FOLDER}/index.md", Page(title=say("title"), text=text, section="commands")
    for name in names:
        command = import_module(COMMANDS[name].module).command
        page = "".join(_command(command, f"wxbrand {name}", 1, say))
        yield f"{_FOLDER}/{name}.md", Page(title=f"wxbrand {name}", text=page, section="commands")


def _command(command: click.Command, name: str, level: int, say: Any) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    below = "#" * (level + 1)
    yield f"{'#' * level} {name}\n\n```text\n{name} {' '.join(command.collect_usage_pieces(context))}\n```\n\n{_prose(command.help or '')}"
    parameters = command.get_params(context)
    arguments = [
        (f"`{each.make_metavar(context)}`", _help(each, say)) for each in parameters if isinstance(each, click.Argument)
    ]
    if arguments:
        yield f"{below} {say('arguments')}\n\n{table([say('argument'), say('meaning')], arguments)}"
    options = _options(command, context, say)
    yield f"{below} {say('options')}\n\n{table([say('option'), say('meaning')], options)}"
    if examples := getattr(command, "examples", ()):
        lines = "".join(f"$ {example}\n" for example in examples)
        yield f"{below} {say('examples')}\n\n```console\n{lines}```\n\n"
    if isinstance(command, CallGroup):
        shared = table([say("option"), say("meaning")], _shared_options(command, context, say))
        yield f"{below} {name} OPERATION\n\n{say('operations')}\n\n{shared}"
    elif isinstance(command, click.Group):
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            if found is not None:
                yield from _command(found, f"{name} {each}", level + 1, say)


def _options(command: click.Command, context: click.Context, say: Any) -> list[tuple[str, str]]:
    """Return the rows of the table of options."""
    return [
        (_spelling(each, context), _help(each, say))
        for each in command.get_params(context)
        if isinstance(each, click.Option) and not each.hidden
    ]


def _shared_options(group: click.Group, context: click.Context, say: Any) -> list[tuple[str, str]]:
    """Return the rows of the options that all commands of a group have."""
    commands = [command for name in group.list_commands(context) if (command := group.get_command(context, name))]
    first, *others = [_options(command, context, say) for command in commands]
    return [row for row in first if all(row in rows for rows in others)]


def _prose(text: str) -> str:
    """Return the help of a command as paragraphs; what is indented stays as it is."""
    paragraphs = inspect.cleandoc(text).replace("\b\n", "").split("\n\n")
    return "".join(
        f"```text\n{inspect.cleandoc(each)}\n```\n\n" if each.startswith(" ") else f"{marked(each)}\n\n"
        for each in paragraphs
    )


def _spelling(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    return names if option.is_flag or option.count else f"{names} `{option.make_metavar(context)}`"


def _help(parameter: Any, say: Any) -> str:
    text = marked(getattr(parameter, "help", None) or "")
    return text + (say("again") if getattr(parameter, "multiple", False) else "")
