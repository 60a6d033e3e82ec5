-- A condition that slows down a read of the whole table, so that it leaves the processors to others. The service writes it
-- in front of the other conditions of such a read. PostgreSQL evaluates cheap conditions first and estimates a conversion to
-- a domain as cheap, whatever it checks; a function in PL/pgSQL would have to be called for each row, which costs more than
-- reading it. One row of 500 looks at the clock.
create domain widgets.paced_text as text
  constraint never_fails check (
    case
      when random() < 0.002
        and extract(epoch from clock_timestamp())::double precision
          - nullif(current_setting('widgets.resumed_at', true), '')::double precision > 0.002
      then
        -- the pause is over before the clock is read again, because it is the condition of the value
        set_config(
          'widgets.resumed_at',
          case
            when pg_sleep(
              -- a wait for a lock is not work
              least(
                extract(epoch from clock_timestamp())::double precision
                  - current_setting('widgets.resumed_at')::double precision,
                0.1
              ) * current_setting('widgets.pause_factor')::double precision
            ) is not null
            then extract(epoch from clock_timestamp())::text
          end,
          true
        ) is not null
      else true
    end
  );

comment on domain widgets.paced_text is
  'Any text. Conversion to it pauses now and then: widgets.pause_factor times as long as the statement has worked since widgets.resumed_at, the time of the last pause in seconds of the epoch. Without that setting it never pauses';
