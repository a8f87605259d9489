"""The application in a real Chromium: a package, so that what drives it ends with its last test here."""
