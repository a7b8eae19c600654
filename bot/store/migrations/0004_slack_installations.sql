-- Workspaces and organisations on Slack that installed the bot, with their tokens, and installations under way.
-- Columns of type bytea are sealed by bot/store/vault.py, except slack_install_states.state, a digest.

CREATE TABLE slack_installations (
    -- The workspace's id (T…), or the organisation's (E…) where the bot is installed for all of it.
    id text PRIMARY KEY,
    enterprise_id text,
    -- NULL: one token for the whole organisation.
    team_id text,
    bot_user text NOT NULL,
    bot_id text NOT NULL,
    token bytea NOT NULL,
    refresh_token bytea,
    -- NULL: the token does not expire.
    expires_at timestamptz,
    installed_at timestamptz NOT NULL,
    CHECK (id = coalesce(team_id, enterprise_id))
);
CREATE INDEX slack_installations_due ON slack_installations (expires_at) WHERE refresh_token IS NOT NULL;

CREATE TABLE slack_install_states (
    state bytea PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
