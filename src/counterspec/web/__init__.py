"""The workbench: a case in the browser. Thin routes, templates, static files; nothing leaves the machine."""
