"""Django's PostgreSQL engine on the embedded server, started on first use."""

from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from policyarchive.postgres.place import PORT, Place
from policyarchive.postgres.server import ROLE, answers, ensure_running


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the server whose variable folder the settings name (VAR)."""

    places: dict[Path, Place] = {}

    def get_connection_params(self) -> dict[str, Any]:
        """Return where to connect, after making sure that a server is there."""
        var = Path(self.settings_dict["VAR"])
        if var not in self.places:
            self.places[var] = ensure_running(var)
        params: dict[str, Any] = super().get_connection_params()
        sockets = str(self.places[var].sockets)
        return params | {"host": sockets, "port": PORT, "user": ROLE}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; if the server died since, start it again and connect."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            var = Path(self.settings_dict["VAR"])
            if answers(self.places[var]):
                raise
            self.places[var] = ensure_running(var)
            return super().get_new_connection(conn_params)
