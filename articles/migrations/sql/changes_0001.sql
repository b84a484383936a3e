-- When a page of readers last became another one, by the record of changes; null while that cannot be told.
--
-- A change bears the time at which its transaction read the clock, and may commit after one that bears a later
-- time. So there is no date while anybody writes. Whoever begins after that question bears a later time than it:
-- ten seconds are more than pass between the two, and than the second that a date in a header is cut to.
--
-- STABLE: the date is as old as the row of the station that the same query reads, and older than all that the page
-- asks for after it. What commits in between moves the next date. A replica does not know who writes.
create or replace function published_changed_at() returns timestamptz
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    latest timestamptz;
begin
    if pg_is_in_recovery() or exists (
        select from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and a.datname = current_database()
            and a.backend_type is distinct from 'autovacuum worker'
    ) then
        return null;
    end if;
    select c.effective_at into latest from articles_pagechange c
    where c.effective_at <= published_clock() order by c.effective_at desc limit 1;
    return case when latest < published_clock() - interval '10 seconds' then latest end;
end
$$;
