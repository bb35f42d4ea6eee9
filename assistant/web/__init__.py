"""The chat page. Import ``assistant.web.page`` to serve it; gradio is loaded only then."""
