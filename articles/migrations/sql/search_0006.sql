-- The most similar word that stands in a story live on the station; null where none is similar enough. The story
-- must be found by it, and its headline or a tag must have these very letters: a like word of the same stem may stand
-- in a story that is still to come, or was killed.
create or replace function published_similar_word(on_station integer, typed text, at_least real) returns text
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
    select w.word
    from articles_searchword w
    join articles_station s on s.id = w.station_id
    where w.station_id = on_station and w.word % typed and similarity(w.word, typed) >= at_least
        and s.opened_at <= published_clock()
        and exists (
            select from (
                select x.edition_id
                from articles_searchentry x
                where search_keys(x.station_id, x.vector) @@ search_asked(on_station, plainto_tsquery(
                    (case s.language when 'es' then 'newsroom_es' else 'newsroom_en' end)::regconfig, w.word))
                offset 0
            ) x
            join articles_edition e on e.id = x.edition_id
            where e.live_from <= published_clock() and e.live_until > published_clock()
                and (
                    position(w.word in lower(e.headline)) > 0
                    or position(w.word in lower(jsonb_path_query_array(e.page, '$.tags[*].name')::text)) > 0
                )
        )
    order by similarity(w.word, typed) desc, w.word
    limit 1
$$;
