"""What a web server says with each file: one table, written for the servers that people use.

The policy is the union of what the pages say for themselves in `<meta>`: a header may only narrow a page, never
widen it, and one header stands for all pages. `frame-ancestors` holds in headers alone (CSP Level 3, section 4.2).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def policy(pages: Iterable[bytes]) -> str:
    """One policy for every page: each directive with all its sources, in the order in which they were met.

    >>> page = b'<meta http-equiv="Content-Security-Policy" content="default-src \\'none\\'; img-src %s">'
    >>> policy([page % b"data:", page % b"'self'"])
    "default-src 'none'; img-src data: 'self'; frame-ancestors 'none'"
    """
    directives: dict[str, dict[str, None]] = defaultdict(dict)
    for page in pages:
        match = _POLICY.search(page)
        for directive in match[1].decode().split(";") if match else ():
            name, *sources = directive.split()
            directives[name].update(dict.fromkeys(sources))
    for sources in directives.values():
        if len(sources) > 1:
            sources.pop("'none'", None)
    directives["frame-ancestors"] = {"'none'": None}
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def headers(site: Path) -> dict[str, str]:
    """What is said with every file of a built site. Pages are asked for anew each time (a stale page can hurt),
    which costs a reader one short answer when nothing changed."""
    pages = (path.read_bytes() for path in sorted(site.rglob("*.html")))
    return {
        "Content-Security-Policy": policy(dict.fromkeys(pages)),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": FEATURES,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }


def nginx(said: Mapping[str, str], root: str, base_path: str) -> str:
    """A server block for nginx; Debian has the brotli module as libnginx-mod-http-brotli-static."""
    lines = "\n".join(f'    add_header {name} "{value}" always;' for name, value in said.items())
    place = f"    root {root};" if base_path == "/" else f"    location {base_path} {{ alias {root}/; }}"
    return f"""# In /etc/nginx/conf.d/. Fill in listen, server_name and your certificate.
server {{
    listen 127.0.0.1:8080;
    server_name _;
    access_log off;
    server_tokens off;
    absolute_redirect off;
    charset utf-8;
    gzip_static on;
    brotli_static on;
    error_page 404 {base_path}404.html;
{place}
{lines}
}}
"""


def caddy(said: Mapping[str, str], root: str, base_path: str) -> str:
    """A site of a Caddyfile."""
    lines = "\n".join(f'        {name} "{value}"' for name, value in said.items())
    strip = "" if base_path == "/" else f"    uri strip_prefix {base_path.rstrip('/')}\n"
    return f"""# In a Caddyfile. Fill in your address.
:8080 {{
    root * {root}
{strip}    header {{
{lines}
        -Server
    }}
    file_server {{
        precompressed br gzip
    }}
    handle_errors {{
        rewrite * /404.html
        file_server
    }}
}}
"""


def apache(said: Mapping[str, str], root: str, base_path: str) -> str:
    """An .htaccess for Apache, with mod_headers, mod_rewrite and mod_mime."""
    lines = "\n".join(f'    Header always set {name} "{value}"' for name, value in said.items())
    sent = "\n".join(
        f"""    RewriteCond %{{HTTP:Accept-Encoding}} {coding}
    RewriteCond %{{REQUEST_FILENAME}}{index}.{ending} -f
    RewriteRule ^(.*)$ $1{index}.{ending} [L]"""
        for coding, ending in (("br", "br"), ("gzip", "gz"))
        for index in ("", "index.html")
    )
    kinds = "\n".join(
        f"""<FilesMatch "\\.{kind}\\.{ending}$">
    ForceType "{of}"
    Header set Content-Encoding {coding}
    Header append Vary Accept-Encoding
</FilesMatch>"""
        for coding, ending in (("br", "br"), ("gzip", "gz"))
        for kind, of in (("html", "text/html; charset=utf-8"), ("js", "text/javascript; charset=utf-8"))
    )
    return f"""# In the folder of the site. {root} is where it stands on your machine.
ErrorDocument 404 {base_path}404.html
AddDefaultCharset utf-8
<IfModule mod_headers.c>
{lines}
</IfModule>
<IfModule mod_rewrite.c>
    RewriteEngine on
{sent}
</IfModule>
{kinds}
"""


def static(said: Mapping[str, str], root: str, base_path: str) -> str:
    """The file `_headers` that Netlify, Cloudflare Pages and others read from the folder of the site."""
    return f"{base_path}*\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())


SERVERS = {"nginx": nginx, "caddy": caddy, "apache": apache, "static": static}
"""Each server's name, and how its file is written."""
