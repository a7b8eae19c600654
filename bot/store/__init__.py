"""Where facts are kept: PostgreSQL, encryption, the job queue. The only place that knows the database driver."""
