"""The families of numbers: one module each, with one ENTRY of type Family."""
