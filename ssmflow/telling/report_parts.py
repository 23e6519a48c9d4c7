"""The parts of a report on a scenario, in the order in which a reader wants them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ssmflow.analysis.reverse import count_ends, dead_ends
from ssmflow.analysis.shares import Distribution, levers
from ssmflow.flow.model import Flow
from ssmflow.flow.study import Shares
from ssmflow.telling.amounts import whole
from ssmflow.telling.arrows_text import arrows_of_variant, arrows_table, reconstructed_arrows
from ssmflow.telling.bar_picture import bar_picture
from ssmflow.telling.blocks import Block, Heading, Listing, Paragraph, Picture, Prose
from ssmflow.telling.comparison_text import alone_blocks, shifts_blocks, tellers
from ssmflow.telling.differences_text import differences_blocks, step_marks
from ssmflow.telling.flow_picture import comparison_picture, flow_picture
from ssmflow.telling.numbers import percentage
from ssmflow.telling.people_text import elsewhere_blocks, people_blocks
from ssmflow.telling.report_findings import Findings
from ssmflow.telling.reverse_text import dead_ends_blocks
from ssmflow.telling.shares_text import (
    assumptions_table,
    dead_ends_told,
    end_bars,
    ends_table,
    levers_blocks,
    levers_meaning,
    steps_table,
    together,
)
from ssmflow.telling.teller import Teller

MOST_WAYS = 3
"""Sets of answers that are told of each dead end."""
MOST_DEAD_ENDS = 2
"""Dead ends of which the levers are told: those that get the most."""


@dataclass(frozen=True)
class Parts:
    """Tells the parts of a report.

    Args:
        found: What was found.
        language: The language of the texts.
        words: The words of the interface.
    """

    found: Findings
    language: str
    words: Mapping[str, str]

    @property
    def names(self) -> tuple[str, str]:
        """What the flow and the variant are called."""
        return self.words["tell_as_is"], self.words["tell_with_change"]

    @property
    def teller(self) -> Teller:
        """Tells about the flow, and about what only its variant has."""
        flows = (self.found.flow, self.found.changed)
        return Teller(self.language, self.words, tuple(flow for flow in flows if flow))

    def all(self) -> Iterator[Block]:
        """Yield the whole report."""
        yield Heading(self.words["tell_part_short"])
        yield Listing(tuple(self.in_short()))
        yield from self.notes()
        yield from self.asked()
        yield from self.assumptions()
        yield from self.shares()
        yield from self.differences()
        yield from self.people()
        yield from self.levers()
        yield from self.dead_ends()
        yield from self.arrows()
        yield from self.annex()

    def in_short(self) -> Iterator[str]:
        """Yield what somebody in a hurry must know, in sentences."""
        found, words = self.found, self.words
        yield self._dead_share()
        yield from self._largest_change()
        if found.comparison is not None:
            key = "tell_paths_moved" if found.comparison.elsewhere else "tell_paths_same"
            yield words[key].format(
                moved=whole(found.comparison.elsewhere, self.language),
                all=whole(found.comparison.total, self.language),
            )
            if found.scenario.people:
                counted = {"moved": len(found.moved), "all": len(found.scenario.people)}
                yield words["tell_people_moved"].format(**counted)
        arrows = len(reconstructed_arrows(found.flow))
        if arrows:
            yield words["tell_arrows_short"].format(count=arrows)
        yield words["tell_assumed_short"]

    def _dead_share(self) -> str:
        found = self.found
        sides = [(found.flow, found.distribution)]
        if found.changed and found.changed_distribution:
            sides.append((found.changed, found.changed_distribution))
        return dead_ends_told(sides, self.teller)

    def _largest_change(self) -> Iterator[str]:
        found, beside = self.found.distribution, self.found.changed_distribution
        every = together(found.ends, beside.ends if beside else None)
        moved = [(end, was, now) for end, was, now in every if now is not None and now != was]
        if moved:
            end, was, now = max(moved, key=lambda each: abs(each[2] - each[1]))
            yield self.words["tell_largest_change"].format(
                end=self.teller.short_end(end),
                share=percentage(was, self.language),
                beside=percentage(now, self.language),
            )

    def notes(self) -> Iterator[Block]:
        """Yield what the author of the scenario wrote about it."""
        if self.found.scenario.notes:
            yield Heading(self.words["tell_part_notes"])
            yield Prose(self.found.scenario.notes)

    def asked(self) -> Iterator[Block]:
        """Yield what was asked: the variant and its why."""
        variant = self.found.scenario.variant
        if variant is not None:
            yield Heading(self.words["tell_part_asked"])
            yield Paragraph(self.teller.text(variant.title), "key")
            if variant.why:
                yield Prose(variant.why)

    def assumptions(self) -> Iterator[Block]:
        """Yield the shares, marked as assumptions."""
        scenario, words, teller = self.found.scenario, self.words, self.teller
        yield Heading(words["tell_part_assumptions"])
        yield Paragraph(words["tell_assumptions_meaning"], "key")
        given = (
            (scenario.shares, words["tell_assumed"]),
            (scenario.variant_shares, words["tell_assumed_variant"]),
        )
        for shares, caption in given:
            table = assumptions_table(shares, caption, teller)
            if table:
                yield table
        yield Paragraph(words["tell_even"], "quiet")

    def shares(self) -> Iterator[Block]:
        """Yield where people end, as a picture and in numbers."""
        found, words, teller = self.found, self.words, self.teller
        beside = found.changed_distribution
        yield Heading(words["tell_part_shares"])
        bars = end_bars(found.distribution, beside, teller)
        title = words["tell_bars_title"]
        names = self.names if beside else None
        svg = bar_picture(bars, self.language, title=title, names=names)
        yield Picture(svg, words["tell_bars_caption"])
        yield ends_table(found.distribution, beside, teller, self.names)
        yield steps_table(found.distribution, beside, teller, self.names)
        yield from self._widths(found.flow, found.distribution, self.names[0])
        if found.changed and beside:
            yield from self._widths(found.changed, beside, self.names[1])

    def _widths(self, flow: Flow, found: Distribution, name: str) -> Iterator[Picture]:
        caption = self.words["tell_widths_caption"].format(name=name)
        notes = {step: percentage(share, self.language) for step, share in found.steps.items()}
        svg = flow_picture(
            flow,
            self.language,
            title=caption,
            words=self.words,
            widths=found.edges,
            step_notes=notes,
        )
        if svg:
            yield Picture(svg, caption, moved=True)

    def differences(self) -> Iterator[Block]:
        """Yield what the variant changes in the flow."""
        comparison = self.found.comparison
        if comparison is None:
            return
        yield Heading(self.words["tell_heading_differences"])
        before, after = tellers(comparison, self.language, self.words)
        yield from differences_blocks(comparison.differences, before, after)
        caption = self.words["tell_differences_caption"]
        svg = comparison_picture(
            comparison.before,
            comparison.after,
            self.language,
            title=caption,
            words=self.words,
            marks=step_marks(comparison.differences),
        )
        if svg:
            yield Picture(svg, caption, moved=True)

    def people(self) -> Iterator[Block]:
        """Yield who ends elsewhere."""
        found, words = self.found, self.words
        comparison, people = found.comparison, found.scenario.people
        if comparison is None:
            return
        before, after = tellers(comparison, self.language, words)
        yield Heading(words["tell_heading_shifts"])
        yield from shifts_blocks(comparison, before, after)
        yield from alone_blocks(comparison, people, after)
        if people:
            yield from elsewhere_blocks(found.moved, len(people), before, after, self.names)

    def annex(self) -> Iterator[Block]:
        """Yield everybody with all answers, and where each stands."""
        if self.found.scenario.people:
            yield Heading(self.words["tell_part_annex"])
            yield from people_blocks(self.found.standings, self.teller)

    def levers(self) -> Iterator[Block]:
        """Yield which shares weigh most for the dead ends that get the most."""
        found, words = self.found, self.words
        yield Heading(words["tell_part_levers"])
        flows = [(found.flow, found.scenario.shares, found.distribution, self.names[0])]
        if found.changed and found.changed_distribution:
            beside = found.changed_distribution
            flows.append((found.changed, found.changed_shares, beside, self.names[1]))
        for flow, shares, divided, name in flows:
            if found.changed:
                yield Heading(name, 3)
            yield from self._levers(flow, shares, divided)
        yield levers_meaning(self.teller)

    def _levers(self, flow: Flow, shares: Shares, divided: Distribution) -> Iterator[Block]:
        teller = Teller(self.language, self.words, (flow,))
        dead = [
            (end, share)
            for end, share in divided.ends.items()
            if end is not None and flow.steps[end].outcome != "act" and share
        ]
        dead.sort(key=_share, reverse=True)
        for end, share in dead[:MOST_DEAD_ENDS]:
            yield from levers_blocks(levers(flow, shares, end), end, share, teller)
        if not dead:
            yield Paragraph(self.words["tell_nobody_at_dead_end"])

    def dead_ends(self) -> Iterator[Block]:
        """Yield the dead ends of the flow, and of its variant where those are others."""
        found = self.found
        yield Heading(self.words["tell_part_dead_ends"])
        ours = dead_ends(found.flow)
        yield from self._dead_ends(found.flow, self.names[0] if found.changed else None)
        if found.changed and dead_ends(found.changed) != ours:
            yield from self._dead_ends(found.changed, self.names[1])

    def _dead_ends(self, flow: Flow, name: str | None) -> Iterator[Block]:
        teller = Teller(self.language, self.words, (flow,))
        if name:
            yield Paragraph(self.words["tell_of_flow"].format(name=name), "key")
        paths = sum(count_ends(flow).values())
        yield from dead_ends_blocks(dead_ends(flow), paths, teller, MOST_WAYS)

    def arrows(self) -> Iterator[Block]:
        """Yield the arrows that the source does not show; those of the variant apart."""
        found, words = self.found, self.words
        ours = reconstructed_arrows(found.flow)
        yield Heading(words["tell_part_arrows"])
        yield Paragraph(words["tell_arrows_meaning" if ours else "tell_no_arrows"])
        if ours:
            teller = Teller(self.language, words, (found.flow,))
            yield arrows_table(ours, words["tell_arrows_table"], teller)
        if found.changed is None or found.comparison is None:
            return
        renamed = found.comparison.differences.renamed_steps
        theirs = arrows_of_variant(found.flow, found.changed, renamed)
        if theirs:
            yield Heading(words["tell_variant_arrows"], 3)
            teller = Teller(self.language, words, (found.changed,))
            yield arrows_table(theirs, words["tell_variant_arrows_table"], teller)


def _share(found: tuple[str, Fraction]) -> Fraction:
    return found[1]
