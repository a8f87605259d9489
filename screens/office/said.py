"""What could not be done, told to an editor in French: what, and what to do.

Never shows a path of the server, nor the text of an error it does not know.
"""

from __future__ import annotations

from ingest.errors import BusyBase, SourceError
from kb.administration.access import NotAllowed, Why
from kb.administration.acts import Known, Outdated, WrongCard
from kb.administration.journal import Act, Stage, What
from kb.administration.staging import TooMany
from screens.parts.french import quoted
from screens.parts.refusals import in_french

UPLOADING, READING, PUBLISHING = "Dépôt", "Lecture", "Publication"  # what is being done

TURNED_AWAY = {
    Why.OFF: ("L’administration est fermée", "Sa configuration n’est pas complète\u00a0: voyez sourcier doctor."),
    Why.LOGGED_OUT: (
        "Réservé aux rédacteurs",
        "La lecture ne demande aucun compte. Pour déposer ou publier un référentiel, connectez-vous.",
    ),
    Why.EXPIRED: ("Votre session a expiré", "Reconnectez-vous\u00a0: vos dépôts vous attendent."),
    Why.ELSEWHERE: (
        "Cette connexion a été faite pour une autre application",
        "Déconnectez-vous, puis connectez-vous de nouveau. Si cela se répète, prévenez votre service informatique.",
    ),
    Why.NOT_EDITOR: (
        "Votre compte n’est pas sur la liste des rédacteurs",
        "Vous pouvez tout lire et tout chercher. Pour publier, demandez à votre service informatique de l’y ajouter.",
    ),
}
_FIELDS = {
    "document": "ce référentiel existe déjà, ou n’existe plus\u00a0: choisissez-le dans la liste",
    "title": "donnez un titre, de 300 caractères au plus",
    "label": "donnez une étiquette d’édition encore libre, sans «\u00a0/\u00a0», «\u00a0@\u00a0» ni «\u00a0#\u00a0»",
    "publisher": "l’éditeur a 300 caractères au plus",
    "scope": "la population a 300 caractères au plus",
    "date": "donnez une date",
    "data_until": "donnez une date",
    "valid_until": "donnez une date",
}
_ACTS = {
    What.UPLOAD: "Dépôt",
    What.READ: "Lecture avant publication",
    What.DISCARD: "Dépôt retiré",
    What.PUBLISH: "Publication",
    What.ROLLBACK: "Retour en arrière",
}
_STAGES = {Stage.BEGUN: "commencé, sans fin connue", Stage.DONE: "fait", Stage.FAILED: "non abouti"}


def failure(error: BaseException) -> tuple[str, str]:
    """What happened, a title without a stop, and what to do, in sentences."""
    match error:
        case NotAllowed():
            return TURNED_AWAY[error.why]
        case SourceError():
            why, advice = in_french(error.kind)
            page = f" (page {error.page})" if error.page else ""
            return f"{quoted(error.file)} est refusé\u00a0: {why}{page}", f"{advice} Rien n’a été gardé ni changé."
        case Known():
            return f"Ce fichier est déjà publié\u00a0: {error.name}", "Il n’y a rien à déposer."
        case TooMany():
            return "Trop de dépôts attendent", "Publiez-en ou retirez-en un d’abord."
        case Outdated():
            return (
                "La base a changé depuis votre lecture",
                "Un autre rédacteur a publié, ou une construction a eu lieu. Relisez la fiche, puis le rapport.",
            )
        case WrongCard():
            return "La fiche ne peut pas être prise", f"{_FIELDS.get(error.field, 'relisez-la').capitalize()}."
        case BusyBase():
            return "Une autre publication est en cours", "Attendez qu’elle finisse, puis recommencez."
        case OSError():
            return (
                "Le dossier de la base ne peut pas être écrit",
                "Prévenez votre service informatique\u00a0: place, droits.",
            )
    return (
        "Cela n’a pas abouti",
        "Rien n’a été publié. Rechargez la page\u00a0; voyez sourcier doctor si cela se répète.",
    )


def act_name(act: Act) -> str:
    """«Publication»."""
    return next((name for what, name in _ACTS.items() if what == act.what), act.what)


def stage_name(act: Act) -> str:
    """«fait»."""
    return next((name for stage, name in _STAGES.items() if stage == act.stage), act.stage)
