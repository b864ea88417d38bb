"""A Dask cluster gives the same bytes, and what it loses is done here."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import cloudpickle
import pytest
from distributed import Client, LocalCluster

from csatreport.answers import read
from csatreport.base import identity
from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.store import Store
from csatreport.base.work import cluster as door
from csatreport.base.work.cluster import Cluster
from csatreport.base.work.workers import Job
from csatreport.making.contents import contents_of
from csatreport.making.execute import build, executor_for
from csatreport.making.inputs import read_inputs
from csatreport.making.plan import make_plan
from csatreport.making.request import PdfMode, Progressed, Request
from csatreport.making.tools.worker import Worker
from csatreport.subjects import SUBJECTS
from tests.making.shop import short_shop
from tests.making.study import build_study, bytes_of, silent


@pytest.fixture(scope="module")
def scheduler() -> Iterator[LocalCluster]:
    """Start a real scheduler with two worker processes on this machine."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1"
    ) as running:
        yield running


@pytest.fixture
def address(scheduler: LocalCluster) -> str:
    return str(scheduler.scheduler_address).replace("tcp://", "dask://")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return short_shop(tmp_path)


def test_the_same_bytes_come_from_a_cluster_pdfs_too(
    shop: Path, address: str, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(read, "_WORTH_HELP", 0)  # files are read there, too
    build_study(shop, executor=address, pdf=PdfMode.LATEST, out=tmp_path / "far")
    build_study(shop, pdf=PdfMode.LATEST, out=tmp_path / "near")
    assert bytes_of(tmp_path / "far" / "site") == bytes_of(tmp_path / "near" / "site")
    assert list((tmp_path / "far" / "site").rglob("report.pdf"))


def test_a_worker_killed_in_the_middle_costs_time_and_no_results(
    shop: Path, scheduler: LocalCluster, address: str, tmp_path: Path
):
    with Client(scheduler.scheduler_address, set_as_default=False) as client:
        victim = min(client.run(os.getpid).values())
    killed: list[Progressed] = []

    def kill(step: Progressed) -> None:
        if step.phase == "pages" and step.done and not killed:
            killed.append(step)
            os.kill(victim, signal.SIGKILL)

    out = tmp_path / "far"
    build(Request(study=shop, executor=address, pdf=PdfMode.NONE, out=out), kill)
    assert killed
    build_study(shop, out=tmp_path / "near")
    assert bytes_of(out / "site") == bytes_of(tmp_path / "near" / "site")


def test_a_worker_sent_on_in_the_middle_of_its_work_makes_the_same(shop: Path, tmp_path: Path):
    request = Request(study=shop, pdf=PdfMode.NONE, out=tmp_path, jobs=1)
    store = Store(request.cache)
    inputs = read_inputs(shop, silent, read.Means(executor=executor_for(request), store=store))
    plan = make_plan(inputs, request)
    worker = Worker(inputs=inputs, plan=plan, study=shop, store=store)
    made = {one: list(contents_of(worker, one)) for one in plan.documents}
    sent = cloudpickle.loads(cloudpickle.dumps(worker))
    assert made == {one: list(contents_of(sent, one)) for one in plan.documents}


def test_a_key_of_results_is_never_copied_since_its_copy_would_find_nothing():
    with pytest.raises(TypeError, match="cannot be sent"):
        cloudpickle.dumps(SUBJECTS[0])


def test_a_cluster_that_goes_away_leaves_the_rest_to_this_machine(shop: Path, tmp_path: Path):
    short = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0")
    address = str(short.scheduler_address).replace("tcp://", "dask://")
    gone: list[Progressed] = []

    def leave(step: Progressed) -> None:
        if step.phase == "furniture" and step.done and not gone:
            gone.append(step)
            short.close()

    out = tmp_path / "far"
    build(Request(study=shop, executor=address, pdf=PdfMode.NONE, out=out, jobs=2), leave)
    assert gone
    build_study(shop, out=tmp_path / "near")
    assert bytes_of(out / "site") == bytes_of(tmp_path / "near" / "site")


def _refusal(address: str) -> str:
    with pytest.raises(StudyError) as refused:
        list(Cluster(address).each(Job(max, 1), [2]))
    assert refused.value.exit_code == ExitCode.USAGE
    return refused.value.issues[0].code


def test_no_cluster_is_told_with_a_code(monkeypatch):
    monkeypatch.setattr(door, "_SECONDS", 1)
    assert _refusal("dask://127.0.0.1:1") == "B614"


def test_workers_that_run_another_program_are_not_given_any_work(address: str, monkeypatch):
    monkeypatch.setattr(identity, "code", lambda: "another")
    assert _refusal(address) == "B615"


def test_a_missing_library_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert _refusal("dask://127.0.0.1:1") == "B616"


def test_nothing_to_do_needs_no_cluster(shop: Path):
    build_study(shop, out=shop / "build")
    build(
        Request(study=shop, pdf=PdfMode.NONE, executor="dask://127.0.0.1:1", out=shop / "build"),
        silent,
    )
