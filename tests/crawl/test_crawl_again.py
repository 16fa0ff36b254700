"""A publisher crawled night after night."""

from __future__ import annotations

from simulator import Answer, article
from world import World, ago


def test_a_second_run_fetches_what_is_new_or_changed(world: World) -> None:
    host = world.publisher("abendpost")
    day = ago(hours=5)
    same = world.serve(host, "/lokales/eins-1.html", Answer(article("Eins bleibt", day), etag='"e1"'))
    world.serve(host, "/lokales/zwei-2.html", article("Zwei wird neu", day))
    old = world.serve(host, "/lokales/alt-3.html", article("Drei ist alt", ago(days=4)))
    world.list_all(host)
    recheck = ("-s", "RECHECK_SECONDS=0")

    first = world.crawl("abendpost", options=recheck)
    assert first.code == 0, first.log
    assert sorted(first.titles("abendpost")) == ["Drei ist alt", "Eins bleibt", "Zwei wird neu"]
    assert first.reports["abendpost"]["records"] == 3

    changed = article("Zwei wird neu", day, text="Ganz anderer Text als vorher.")
    world.serve(host, "/lokales/zwei-2.html", changed)
    world.serve(host, "/lokales/vier-4.html", article("Vier kommt dazu", day))
    world.list_all(host)
    second = world.crawl("abendpost", options=recheck)
    report = second.reports["abendpost"]
    assert second.code == 0, second.log
    assert {record.title for record in second.records[3:]} == {"Vier kommt dazu", "Zwei wird neu"}
    assert (report["discovered"], report["not_modified"], report["records"]) == (1, 1, 2)
    assert old.rpartition(":")[2][5:] not in second.asked
    assert same.rpartition(":")[2][5:] in second.asked

    third = world.crawl("abendpost")
    assert third.code == 0, third.log
    assert not [path for path in third.asked if path.endswith(".html")]
    assert len(third.records) == 5


def test_one_article_under_many_addresses_is_one_record(world: World) -> None:
    host = world.publisher("tagblick")
    canonical = world.simulator.url(host, "/stadt/bahnhof-7.html")
    page = article("Der Bahnhof", ago(hours=1), canonical=canonical)
    for path in ("/stadt/bahnhof-7.html", "/amp/bahnhof-7.html", "/teaser/bahnhof-7.html"):
        world.serve(host, path, page)
    world.list_all(host)
    tracked = [canonical + "?utm_source=feed", canonical + "#kommentare", canonical + "?wt_zmc=x&ref=1"]
    world.simulator.routes[host]["/news.xml"].body = world.simulator.routes[host]["/news.xml"].body.replace(
        "</urlset>",
        "".join(f"<url><loc>{url.replace('&', '&amp;')}</loc></url>" for url in tracked) + "</urlset>",
    )
    run = world.crawl("tagblick")
    assert run.titles("tagblick") == ["Der Bahnhof"], run.log
    assert run.reports["tagblick"]["discovered"] == 3
    assert sum(path == "/stadt/bahnhof-7.html" for path in run.asked) == 1
    assert world.crawl("tagblick").titles("tagblick") == ["Der Bahnhof"]


def test_two_crawls_at_once_share_the_work(world: World) -> None:
    import subprocess

    host = world.publisher("morgenblatt")
    for number in range(30):
        world.serve(host, f"/a/{number}.html", Answer(article(f"Nummer {number}", ago(hours=2)), wait=0.01))
    world.list_all(host)
    crawls = [
        subprocess.Popen(
            world.command("morgenblatt", output=f"{name}.jsonl", options=("--state", "shared.state")),
            cwd=world.folder, env=world.environment, stderr=subprocess.PIPE,
        )
        for name in ("one", "two")
    ]  # fmt: skip
    logs = [crawl.communicate(timeout=60)[1].decode() for crawl in crawls]
    assert [crawl.returncode for crawl in crawls] == [0, 0], logs
    titles = [record.title for name in ("one", "two") for record in world.records(f"{name}.jsonl")]
    assert sorted(titles) == sorted(f"Nummer {number}" for number in range(30))
    fetched = [path for path in world.simulator.paths(host) if path.startswith("/a/")]
    assert len(fetched) == len(set(fetched)) == 30
