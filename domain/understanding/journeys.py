"""Journeys in a sentence: from where, to where, on which days, back or not."""

from __future__ import annotations

from typing import cast

from domain.calendar import Period
from domain.understanding.heard import Claim, Snag, Trip
from domain.understanding.hearing import ENDS, EVERYONE, REST
from domain.understanding.lexicon import Kind
from domain.understanding.readings import Readings
from domain.understanding.tokens import Token

_BACK_AT_SCHOOL = frozenset({"返校", "回校", "回到学校", "来校", "回学校"})


class Journeys(Readings):
    """Puts together a journey from its pieces."""

    def _travel(self, token: Token) -> bool:
        kind = token.kind
        if kind is Kind.NO_TRAVEL and self.denials:
            self._end_denial()
        if kind in (Kind.TO, Kind.FROM, Kind.VIA, Kind.IN):
            if self.denied is not None and kind is not Kind.IN:
                return False
            self._towards(token)
        elif kind is Kind.PLACE:
            self._place(token)
        elif kind is Kind.BACK and self.denied is None:
            self._back(token)
        elif kind is Kind.AWAY_STILL and self.denied is None:
            self._journey().still_away = True
        elif kind is Kind.DAYS:
            self.days.append(cast("Period | None", token.value))
        elif kind is Kind.NO_TRAVEL and self.denied is None:
            # Of pupils who were just named it says nothing that had to be known.
            before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
            apart = self.spoken or before in ENDS | {Kind.SPACE}
            if apart or self.excepting or not (self.who and self.who[0].who is not None):
                self.heard.claims.add(Claim.NO_TRAVEL)
        elif kind is Kind.TRIP and self.denied is None and not self._is_header(token):
            if self._denied_after():
                self._claim_or_deny(Kind.TRIP)
            elif self._next(Kind.COLON).kind is Kind.NORMAL and self.who in (None, EVERYONE, REST):
                self._skip_to(self._next(Kind.COLON))
                self.heard.claims.add(Claim.NO_TRAVEL)
            elif self._next(Kind.LIST).kind is Kind.TEMPERATURE and not self.who:
                self.heard.left_over(token.text)
            else:
                self._journey()
        else:
            return False
        return True

    def _towards(self, token: Token) -> None:
        following = self._next(Kind.DAYS)
        if following.kind is Kind.PLACE:
            while self.tokens[self.at] is not following:
                if self.tokens[self.at].kind is Kind.DAYS:
                    self.days.append(cast("Period | None", self.tokens[self.at].value))
                self.at += 1
            self.at += 1
            trip = self._journey()
            self._add_place(trip, following.text)
            trip.still_away = trip.still_away or token.kind is Kind.IN
        elif token.kind is Kind.IN or following.kind in (Kind.TRIP, Kind.WHERE, Kind.AWAY_STILL):
            pass
        elif (
            token.text in ("到", "到了")
            and following.kind in (Kind.STOP, Kind.COMMA)
            and self.who
            and self.who[0].who is None
            and not self.spoken
        ):
            self._head_label(Token(Kind.PRESENT, token.text))
        elif token.text in ("到",) and following.kind in (Kind.COUNT, Kind.NUMBER, Kind.FIGURE):
            self.label = Kind.PRESENT
        else:
            self.heard.left_over(token.text)

    def _add_place(self, trip: Trip, place: str) -> None:
        if place not in trip.places:
            trip.places.append(place)

    def _place(self, token: Token) -> None:
        following = self._next()
        if (
            self.trip is not None
            or following.kind in (Kind.BACK, Kind.TRIP, Kind.AWAY_STILL)
            or (self.header and self.header[-1].kind is Kind.TRIP)
        ):
            self._add_place(self._journey(), token.text)
        else:
            self.heard.left_over(token.text)

    def _back(self, token: Token) -> None:
        if token.text in _BACK_AT_SCHOOL and self.trip is None and self.who:
            for about in self.who:
                about.cooled = True
            self.spoken = True
            return
        trip = self._journey()
        trip.back = True

    def _journey(self) -> Trip:
        """The journey of whom the words are about; of a relative it is nobody's."""
        if self.trip is not None:
            return self.trip
        trip = self.trip = Trip()
        if self.who is EVERYONE or self.who is REST:
            self.heard.snags.add(Snag.CLASS_AWAY)
            return trip
        if self.who is None:
            self.trip = None
            self._somebody()
            self.trip = trip
        if not self.household:
            for about in self.who or ():
                if about.trip is None:
                    about.trip = trip
                else:
                    trip = self.trip = about.trip
        self.spoken = True
        return trip
