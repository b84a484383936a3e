-- Breaking news is on record as it was published: it may only end earlier, and be redacted with its story.

create function breaking_news_only_ends() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.live_until <= old.live_until
        and new.words in (old.words, 'Redacted')
        and (new.id, new.station_id, new.live_from) = (old.id, old.station_id, old.live_from)
        and new.story_id is not distinct from old.story_id
        and new.made_by_id is not distinct from old.made_by_id
    then
        return new;
    end if;
    perform refuse('breaking_news_only_ends', 'Breaking news stays as it was published. It can only end.');
end $$;

create trigger breaking_news_only_ends before update or delete on articles_breakingnews
    for each row execute function breaking_news_only_ends();
