"""The child process stands alone."""

import subprocess
import sys

from articles.services.picture_job import HOME


def test_the_child_imports_neither_django_nor_the_models():
    code = (
        "import articles.services.picture_process, sys;"
        "ours = sorted(m for m in sys.modules if m.partition('.')[0] in ('django', 'articles'));"
        "sys.stdout.write(repr(ours))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert done.stdout == repr(
        [
            "articles",
            "articles.picture_sizes",
            "articles.services",
            "articles.services.picture_process",
            "articles.services.picture_rights",
        ]
    )
