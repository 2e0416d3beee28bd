/** Marks a container as one of a checkout's, whoever started it. */
export const CHECKOUT_LABEL = "streaming-katas.checkout";

/** Marks a container as started by one process. */
export const OWNER_LABEL = "streaming-katas.owner";

/** Which service a container belongs to. */
export const SERVICE_LABEL = "streaming-katas.service";

/** Whose a container is. */
export interface Labels extends Record<string, string> {
  [CHECKOUT_LABEL]: string;
  [OWNER_LABEL]: string;
}
