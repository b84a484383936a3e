"""All that imports have written, in one form without numbers and times, so that two databases compare.

A story is called by the name of the first file that it came from; an edition that opened at once has no
time; rows are in the order of their texts.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection

# Runs one statement and returns its rows.
Query = Callable[[str], list[tuple[Any, ...]]]

_NAMED = """
with named as (
    select distinct on (f.story_id) f.story_id as id,
        concat_ws('|', o.name, f.path, f.member, t.callsign) as name
    from articles_importedfile f
    join articles_importsource o on o.id = f.source_id
    join articles_station t on t.id = f.station_id
    where not f.is_duplicate and f.story_id is not null
    order by f.story_id, o.name, f.path, f.member
), tagged as (
    select g.content_object_id as id, jsonb_agg(t.name order by t.name) as names
    from articles_storytag g join articles_tag t on t.id = g.tag_id group by 1
), credited as (
    select story_id as id, jsonb_agg(jsonb_build_array(name, title) order by position) as names
    from articles_byline group by 1
)
"""
_QUERIES = {
    "story": """
        select jsonb_build_object('story', n.name, 'station', t.callsign, 'section', e.name, 'slug', p.slug,
            'down', p.down_kind, 'headline', s.headline, 'deck', s.deck, 'body', s.body,
            'dateline', s.dateline, 'language', s.language, 'date', s.published_at,
            'estimated', s.published_at_estimated, 'day', s.published_at_day_only,
            'embargo', s.embargo_until, 'hold', s.on_hold,
            'stage', s.stage, 'version', s.version, 'source', o.name, 'tags', g.names, 'bylines', c.names)
        from articles_story s
        join articles_station t on t.id = s.station_id
        join articles_placement p on p.story_id = s.id
        join articles_section e on e.id = p.section_id
        left join articles_source o on o.id = s.source_id
        left join named n on n.id = s.id
        left join tagged g on g.id = s.id
        left join credited c on c.id = s.id""",
    "revision": """
        select jsonb_build_object('story', n.name, 'number', r.number, 'kind', r.kind, 'note', r.note,
            'content', r.content - array['station', 'section', 'source_id', 'tags'],
            'tags', (select jsonb_agg(tag->'name') from jsonb_array_elements(r.content->'tags') tag))
        from articles_revision r left join named n on n.id = r.story_id""",
    "edition": """
        select jsonb_build_object('story', n.name, 'number', e.number, 'headline', e.headline,
            'deck', e.deck, 'body', e.body, 'rendered', e.rendered_html, 'plain', e.plain_text,
            'slug', e.slug, 'section', c.name, 'language', e.language, 'dateline', e.dateline,
            'date', e.published_at, 'estimated', e.published_at_estimated,
            'opens', case when e.live_from = s.embargo_until then e.live_from end,
            'ends', e.live_until < '9999-12-31', 'bylines', e.page->'bylines', 'source', e.page->'source',
            'tags', (select jsonb_agg(tag->'name') from jsonb_array_elements(e.page->'tags') tag),
            'lists', (select count(*) from articles_editionkey k where k.edition_id = e.id),
            'search', (select md5(v.vector::text) from articles_searchentry v where v.edition_id = e.id))
        from articles_edition e
        join articles_story s on s.id = e.story_id
        join articles_section c on c.id = e.section_id
        left join named n on n.id = e.story_id""",
    "events": """
        select jsonb_build_object('story', n.name, 'verbs', jsonb_agg(v.verb order by v.id))
        from articles_storyevent v left join named n on n.id = v.story_id group by v.story_id, n.name""",
    "file": """
        select jsonb_build_object('source', o.name, 'station', t.callsign, 'path', f.path, 'member', f.member,
            'sha256', f.sha256, 'told', f.told, 'fingerprint', f.fingerprint, 'duplicate', f.is_duplicate,
            'superseded', f.superseded, 'dated', f.dated, 'story', n.name, 'version', f.story_version,
            'published', f.published_version)
        from articles_importedfile f
        join articles_importsource o on o.id = f.source_id
        join articles_station t on t.id = f.station_id
        left join named n on n.id = f.story_id""",
    "item": r"""
        select jsonb_build_object('run', dense_rank() over (order by i.run_id), 'argument', i.argument,
            'path', i.path, 'member', i.member, 'sha256', i.sha256, 'bytes', md5(b.data),
            'encoding', i.encoding, 'outcome', i.outcome, 'reason', i.reason,
            'warnings', regexp_replace(i.warnings::text, 'story \d+', 'story', 'g'), 'story', n.name)
        from articles_importitem i
        left join articles_importblob b on b.sha256 = i.blob_id
        left join named n on n.id = i.story_id""",
    "run": """
        select jsonb_build_object('totals', totals, 'whole', finished_at is not null)
        from articles_importrun""",
    "place": """
        select jsonb_build_object('station', t.callsign, 'brand', t.brand, 'section', e.name, 'slug', e.slug)
        from articles_station t left join articles_section e on e.station_id = t.id""",
    "name": """
        select jsonb_build_object('tags', (select jsonb_agg(name order by name) from articles_tag),
            'sources', (select jsonb_agg(name order by name) from articles_source))""",
}


def canonical(query: Query) -> list[str]:
    """Every row as its kind and a text that is the same for the same content."""
    return sorted(
        f"{kind} {row}"
        for kind, select in _QUERIES.items()
        for (row,) in query(f"{_NAMED} select row::text from ({select}) as found(row)")
    )


def rows_of(statement: str) -> list[tuple[Any, ...]]:
    """In the database that Django has."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
