// caught-by: TOP-04
// You list the changed settings in the order in which they were asked for: the report promises them sorted, so that two reports can be compared.
import { type Cluster, ensureTopic as ensure, type TopicReport, type TopicSpec } from "../create-topic.ts";

export async function ensureTopic(cluster: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const report = await ensure(cluster, wanted);
  const settingsChanged = Object.keys(wanted.config).filter((setting) => report.settingsChanged.includes(setting));
  return { ...report, settingsChanged };
}
