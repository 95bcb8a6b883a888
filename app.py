"""The web application: `python app.py` reads the settings from the environment and serves."""

from __future__ import annotations

import logging
import os
import sys


def main() -> int:
    """Serve until interrupted. Returns the exit status: 1 with one sentence on stderr when serving is impossible."""
    from assistant.settings import Settings, SettingsError
    from assistant.web.serve import serve
    from index.records import StoreError

    os.environ.setdefault("GOMP_SPINCOUNT", "1000")  # threads that spin while they wait slow everything else
    logging.basicConfig(level=logging.WARNING, format="directives: %(message)s")
    try:
        settings = Settings.from_environment(os.environ)
        serve(settings, settings.host, settings.port)
    except (SettingsError, StoreError) as error:
        print(f"directives: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
