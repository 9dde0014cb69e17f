"""The project's settings: what to read, what fails, which uses are justified, what is known already."""
