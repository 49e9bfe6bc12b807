"""What the web server's processes share before they are forked."""

import runpy

from django.conf import settings
from django.template import engines


def test_templates_are_loaded_before_workers_so_that_an_update_changes_none():
    server = runpy.run_path(str(settings.BASE_DIR / "deploy/gunicorn.conf.py"))
    (loader,) = engines["django"].engine.template_loaders
    loader.reset()
    server["load_templates"]()
    folder = settings.BASE_DIR / "templates"
    ours = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert ours <= set(loader.get_template_cache)
