"""`sourcier calc`: the calculators that the guidelines' own tables make."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.shared import AsJson, Kb, opened
from ingest.errors import CallError
from kb.terminal import DONE, answer_lines, print_json, print_text, valid


def calc(
    context: typer.Context,
    calculator: Annotated[str | None, typer.Argument(metavar="[ID]", help="As --list names it.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Which calculators there are.")] = False,
    all_editions: Annotated[bool, typer.Option("--all-editions", help="With --list: earlier editions too.")] = False,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="ITEM=OPTION", help="An answer; once for each item.")
    ] = None,
    batch: Annotated[str | None, typer.Option(metavar="FILE", help="JSON Lines of answers (-: stdin).")] = None,
    kb: Kb = None,
    as_json: AsJson = False,
) -> int:
    """Run the calculator ID on the answers given, or list what there is."""
    from kb.calculators import contract, printout
    from kb.calculators.batch import line_answers, set_answers
    from kb.calculators.run import prepare, run

    if listed or calculator is None:
        if calculator is not None or given or batch is not None:
            raise CallError("--list takes no calculator and no answers", "Like: sourcier calc mirels --set ITEM=OPTION")
        with opened(context, kb) as base:
            found = [contract.calculator_json(each) for each in base.calculators(all_editions)]
        if as_json:
            print_json(found)
        else:
            print_text(printout.list_text(found))
        return DONE
    if given and batch is not None:
        raise CallError("answers are needed from --set or from --batch, not both", "Leave one out.")
    with opened(context, kb) as base:
        form = prepare(base.calculator(valid(calculator)))
    if batch is not None:
        return answer_lines(batch, lambda text: contract.result_json(run(form, line_answers(text))), named=False)
    result = contract.result_json(run(form, set_answers([valid(each) for each in given or []], form)))
    if as_json:
        print_json(result)
    else:
        shown = contract.calculator_json(form.calculator)
        print_text(printout.result_text(result, shown) if given else printout.form_text(shown))
    return DONE
