"""``safeguide chat``."""

from typing import Annotated

import typer

import assistant
from assistant.settings import Settings


def chat(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; only this machine by default.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Start the web chat.

    Example: `safeguide chat --port 8000`
    """
    from assistant.service import logs
    from assistant.web import entrance

    settings = Settings()
    host, port = host or settings.host, port or settings.port
    entrance.checked(settings, host)
    logs.configure(settings.log_format)
    typer.echo("Starting the chat …")
    from assistant.web.page import check_free, launch

    try:
        check_free(host, port)
        opened = assistant.opened(settings)
        if opened.library.documents():
            opened.warm_up()
        else:
            typer.echo(
                "The library is empty. Add documents: safeguide library add PATH, or the starter notes:"
            )
            typer.echo("safeguide library starter")
        typer.echo(f"Safeguide is on http://{host}:{port} (Ctrl+C stops it)")
        launch(opened, settings, host=host, port=port, open_browser=open_browser)
    except OSError as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(1) from error
