-- Search as readers may ask it. A view would have to show the vectors, and with them, to whoever can write SQL,
-- the words of what is scheduled; these functions give nothing away but what is live. They run as their owner,
-- under a fixed search path, and take no SQL.

create or replace function published_hits(on_station integer, in_quarter integer, query tsquery, ranked boolean)
returns table (number bigint, published_at timestamptz, section_id bigint, rank real)
language sql stable security definer set search_path = public, pg_temp rows 100 as $$
    select e.story_id, e.published_at, e.section_id, case when ranked then ts_rank_cd(x.vector, query) end
    from articles_searchentry x
    join articles_edition e on e.id = x.edition_id
    join articles_station s on s.id = e.station_id
    where x.station_id = on_station and x.quarter = in_quarter and x.vector @@ query
        and e.live_from <= published_clock() and e.live_until > published_clock()
        and s.opened_at <= published_clock()
$$;

-- The most similar word that stands in a story live on the station; null where none is similar enough.
create or replace function published_similar_word(on_station integer, typed text, at_least real) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    select w.word
    from articles_searchword w
    join articles_station s on s.id = w.station_id
    where w.station_id = on_station and w.word % typed and similarity(w.word, typed) >= at_least
        and s.opened_at <= published_clock()
        and exists (
            select from articles_searchentry x
            join articles_edition e on e.id = x.edition_id
            where x.station_id = on_station
                and x.vector @@ plainto_tsquery(
                    (case s.language when 'es' then 'newsroom_es' else 'newsroom_en' end)::regconfig, w.word)
                and e.live_from <= published_clock() and e.live_until > published_clock()
        )
    order by similarity(w.word, typed) desc, w.word
    limit 1
$$;
