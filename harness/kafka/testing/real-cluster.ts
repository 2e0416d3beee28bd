import { randomBytes } from "node:crypto";
import { ensure } from "../../runtime/index.ts";
import { Cluster, type Topic } from "../index.ts";

/** A client on whichever cluster was chosen, with names of its own; `close` deletes what was made under them. */
export class RealCluster {
  readonly cluster: Cluster;
  readonly #prefix = `katas-test-${randomBytes(4).toString("hex")}`;

  private constructor(brokers: string[]) {
    this.cluster = new Cluster(brokers);
  }

  static async open(): Promise<RealCluster> {
    const { services } = await ensure(["kafka"]);
    return new RealCluster(services.kafka?.brokers ?? []);
  }

  /** For a topic, a group or a transactional id. */
  name(what: string): string {
    return `${this.#prefix}.${what}.${randomBytes(3).toString("hex")}`;
  }

  topic(what: string, options?: Parameters<Cluster["createTopic"]>[1]): Promise<Topic> {
    return this.cluster.createTopic(this.name(what), options);
  }

  async close(): Promise<void> {
    const admin = await this.cluster.admin();
    const own = (name: string) => name.startsWith(this.#prefix);
    await this.cluster.deleteTopics((await admin.listTopics()).filter(own));
    const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(own);
    // A reader that was killed is a member until its session times out; its group goes by itself once it is empty.
    await Promise.allSettled(groups.length > 0 ? [admin.deleteGroups(groups)] : []);
    await this.cluster.close();
  }
}
