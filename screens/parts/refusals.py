"""Why a file is not in the knowledge base, and what to do, in French and by kind: the knowledge base speaks English."""

from __future__ import annotations

REFUSALS = {
    "not_a_pdf": ("ce n’est pas un PDF, malgré son nom", "Exportez le document en PDF."),
    "empty": ("le fichier est vide", "Remplacez-le par le document complet."),
    "encrypted": ("le PDF demande un mot de passe", "Enregistrez-en une copie sans protection."),
    "no_text_layer": (
        "les pages sont des images, sans texte",
        "Demandez le PDF d’origine, ou relancez la construction avec l’option --ocr.",
    ),
    "too_large": ("le document dépasse les limites de taille, de pages, de temps ou de mémoire", "Découpez-le."),
    "damaged": ("le fichier est abîmé ou coupé", "Téléchargez-le ou exportez-le de nouveau."),
    "duplicate": ("la même édition est déjà là", "Gardez l’un des deux, ou donnez à chacun son étiquette d’édition."),
    "missing": ("le fichier annoncé n’est pas là", "Ajoutez-le, ou retirez-le de manifest.toml."),
    "outside": ("c’est un lien vers un autre dossier", "Remplacez le lien par le fichier lui-même."),
    "unreadable": ("le fichier ne peut pas être ouvert", "Vérifiez ses droits, ou remplacez-le."),
    "defect": ("la lecture a échoué", "Signalez-le en joignant le fichier, et laissez-le de côté en attendant."),
}
_OTHER = ("le fichier a été refusé", "Voyez le détail.")


def in_french(kind: str) -> tuple[str, str]:
    """Why a file was refused, and what to do."""
    return REFUSALS.get(kind, _OTHER)


_NOTES = {
    ": not in the manifest, left aside": "\u00a0: absent de manifest.toml",
    ": a link to a folder, not followed": "\u00a0: un lien vers un dossier, non suivi",
}


def note_in_french(note: str) -> str:
    """What the build said of a file that is none of the corpus; as it is where it is not known."""
    for english, french in _NOTES.items():
        if note.endswith(english):
            return note.removesuffix(english) + french
    return note
