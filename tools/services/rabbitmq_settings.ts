/** The configuration file and the environment of a RabbitMQ node of our own. Pure text. */

export interface RabbitMqConfigOptions {
  port: number;
  user: string;
  password: string;
}

/**
 * `rabbitmq.conf`. The account replaces `guest` when the node first starts; it has no other.
 * The write-ahead log of quorum queues is cut at 64 MiB instead of 512, which bounds memory and
 * disk on a small machine; publishing stops when less than 64 MB of disk are left.
 */
export function rabbitMqConfig({ port, user, password }: RabbitMqConfigOptions): string {
  return [
    `listeners.tcp.1 = 127.0.0.1:${port}`,
    `default_user = ${user}`,
    `default_pass = ${password}`,
    "default_user_tags.administrator = true",
    "loopback_users = none",
    "vm_memory_high_watermark.relative = 0.4",
    "disk_free_limit.absolute = 64MB",
    "raft.wal_max_size_bytes = 67108864",
    "log.console = true",
    "log.console.level = warning",
    "log.file = false",
    "",
  ].join("\n");
}

export interface RabbitMqEnvironmentOptions {
  /** Absolute path; everything the node writes lies in it. */
  folder: string;
  nodeName: string;
  epmdPort: number;
  /** Port for Erlang distribution: rabbitmqctl and other nodes. */
  distributionPort: number;
}

/** The whole environment of the server script and of rabbitmqctl (rabbitmq-env(1)). */
export function rabbitMqEnvironment(options: RabbitMqEnvironmentOptions): Record<string, string> {
  const { folder, nodeName, epmdPort, distributionPort } = options;
  return {
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    LANG: "C.UTF-8",
    HOME: folder,
    ERL_EPMD_ADDRESS: "127.0.0.1",
    ERL_EPMD_PORT: String(epmdPort),
    // Makes the script exec the Erlang VM, so that the process we started is the one to signal.
    RUNNING_UNDER_SYSTEMD: "true",
    RABBITMQ_CONF_ENV_FILE: "/dev/null",
    RABBITMQ_NODENAME: nodeName,
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: `${folder}/data`,
    RABBITMQ_LOG_BASE: `${folder}/log`,
    RABBITMQ_CONFIG_FILE: `${folder}/rabbitmq.conf`,
    RABBITMQ_ENABLED_PLUGINS_FILE: `${folder}/enabled_plugins`,
    RABBITMQ_PID_FILE: `${folder}/rabbitmq.pid`,
    // Distribution on loopback only, and no Erlang crash dump of hundreds of megabytes.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-kernel inet_dist_use_interface {127,0,0,1}",
    ERL_CRASH_DUMP_BYTES: "0",
  };
}
