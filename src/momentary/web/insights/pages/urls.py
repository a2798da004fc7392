"""Addresses of the pages beside Today."""

from __future__ import annotations

from django.urls import path

from momentary.web.insights.pages import body, evidence, helping, history, lifts, methods, plan, preferences

urlpatterns = [
    path("body/", body.body, name="body"),
    path("body/correct", body.correct, name="body_correct"),
    path("body/check-in", body.check_in, name="body_check_in"),
    path("body/take-back/<uuid:uuid>", body.take_back, name="body_take_back"),
    path("lifts/", lifts.lifts, name="lifts"),
    path("lifts/failures/", lifts.failures, name="lift_failures"),
    path("lifts/how-well/", lifts.backtest, name="lift_backtest"),
    path("lifts/of/<slug:key>/", lifts.lift, name="lift"),
    path("history/", history.history, name="history"),
    path("sessions/<uuid:uuid>/", history.session, name="session"),
    path("sessions/<uuid:uuid>/amend", history.session_amend, name="session_amend"),
    path("sessions/<uuid:uuid>/void", history.session_void, name="session_void"),
    path("sessions/<uuid:uuid>/sets/add", history.set_add, name="set_add"),
    path("sessions/<uuid:uuid>/sets/<uuid:one>/", history.set_amend, name="set_amend"),
    path("sessions/<uuid:uuid>/sets/<uuid:one>/void", history.set_void, name="set_void"),
    path("methods/", methods.methods, name="methods"),
    path("methods/<slug:name>/", methods.method, name="method"),
    path("plan/", plan.plan, name="plan"),
    path("plan/state", plan.plan_state, name="plan_state"),
    path("plan/wish", plan.plan_wish, name="plan_wish"),
    path("plan/move", plan.plan_move, name="plan_move"),
    path("plan/usual", plan.plan_usual, name="plan_usual"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("preferences/gym", preferences.gym, name="preferences_gym"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/<slug:key>/", evidence.entry, name="evidence_entry"),
    path("help/", helping.help_page, name="help"),
]
