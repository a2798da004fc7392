"""Rest-pause and myo-repetitions: at failure rest some seconds and go on with the same load."""

from __future__ import annotations

from momentary.language import say, say_count
from momentary.prescription.learnt.later_segments import Way
from momentary.prescription.methods.advice import Advice, Fit, Protocol
from momentary.prescription.methods.method import Method
from momentary.prescription.methods.proposal import PlannedSegment, next_segment
from momentary.prescription.methods.situation import Situation
from momentary.quantities import Technique

_PAUSE = ("rest-pause-holds-its-own",)
_MYO_FROM = 10


class RestPause(Method):
    """Rest-pause: the same load again after some 20 seconds, until little is left."""

    pauses = 3
    rest_s = 20.0
    most: int | None = None

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        return Protocol(
            name="rest-pause",
            title=say("rest-pause"),
            also=("rest pause set",),
            summary=Advice(say("At failure rest 20 seconds, lift the same load to failure again, and so on."), _PAUSE),
            when=(
                Advice(say("The last set, with a load of 6 to 12 repetitions."),
                       (*_PAUSE, "early-failure-harms-later-sets")),
                Advice(say("Where a lighter load is out of reach: nothing needs to be changed."), _PAUSE),
            ),
            steps=(
                Advice(say("Lift until a full repetition no longer goes up."), ("failure-is-lost-form",)),
                Advice(say("Put the load down. Breathe for 20 seconds by the clock."), _PAUSE),
                Advice(say("Lift to failure again. Three pauses in all."), _PAUSE),
            ),
            ends=(Advice(say("Stop when a pause gives fewer than two repetitions, or form goes."),
                         ("failure-is-lost-form", *_PAUSE)),),
            cost=(Advice(say("Each pause ends in another failure: count it as more than one straight set."),
                         ("failure-costs-a-day-more", "use-failure-sparingly")),),
            log_as=(Advice(say("One set: a segment after each pause, marked as rest-pause, with the rest."), _PAUSE),),
            why=(Advice(say("Strength and size as with straight sets or better, in three small trials."), _PAUSE),),
        )  # fmt: skip

    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the segments after the pauses; one that hardly allows two repetitions is left out."""
        added: tuple[PlannedSegment, ...] = ()
        for _ in range(self.pauses):
            last = (*chain, *added)[-1]
            segment = PlannedSegment(
                last.name, last.exercise, last.load, Technique.REST_PAUSE, last.forecast, rest_s=self.rest_s,
                most=self.most,
            )  # fmt: skip
            coming = next_segment(situation, (*chain, *added), segment, way=Way.REST_PAUSE)
            if added and coming.forecast.probability_at_least(2) < 0.5:
                break
            added += (coming,)
        return added

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        seen = situation.habits.seen(Way.REST_PAUSE)
        text = say_count(
            seen,
            "You have done it before: {count} pause in the log.",
            "You have done it before: {count} pauses in the log.",
        )
        told = Advice(text, ("own-habits", "frequency-is-individual"))
        return Fit((told,) if seen else ())


class MyoRepetitions(RestPause):
    """Myo-repetitions: a long first segment, then few repetitions at a time after some breaths."""

    pauses = 4
    rest_s = 15.0
    most = 5

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        return Protocol(
            name="myo-repetitions",
            title=say("myo-repetitions"),
            also=("myo-reps", "myo reps"),
            summary=Advice(say("A light first segment to failure, then 3 to 5 repetitions at a time, five breaths "
                               "apart."), _PAUSE),
            when=(Advice(say("One-joint exercises and machines, with a load of 12 to 20 repetitions."),
                         (*_PAUSE, "use-failure-sparingly")),),
            steps=(
                Advice(say("Lift a light load until a full repetition no longer goes up."), ("failure-is-lost-form",)),
                Advice(say("Five deep breaths, then 3 to 5 repetitions. Up to four times."), _PAUSE),
            ),
            ends=(Advice(say("Stop when fewer than 3 go up, or form goes."), ("failure-is-lost-form", *_PAUSE)),),
            cost=(Advice(say("Several failures in one: count it as more than one straight set."),
                         ("failure-costs-a-day-more", "use-failure-sparingly")),),
            log_as=(Advice(say("One set: a segment after each pause, marked as rest-pause, with the rest."), _PAUSE),),
            why=(Advice(say("No trial of just this; its kin, rest-pause, did as well as straight sets."), _PAUSE),),
        )  # fmt: skip

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        fit = super().particular(situation)
        try:
            median = situation.forecast(situation.first_load()).median
        except ValueError:
            # No such load: `propose` says so.
            return fit
        if median >= _MYO_FROM:
            return fit
        text = say_count(
            median,
            "The load is heavy for it: about {count} repetition. Take one for 12 or more.",
            "The load is heavy for it: about {count} repetitions. Take one for 12 or more.",
        )
        return fit + Fit(doubts=(Advice(text, _PAUSE),))
