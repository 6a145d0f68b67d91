/** A part of the screen whose code is loaded when it is first shown; dialogs have `dialog_on_demand.tsx`. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

export interface OnDemandProps<Props> {
  load: () => Promise<ComponentType<Props>>;
  /** What it is drawn with. */
  with: Props;
  /** Tells the person when it cannot be loaded. */
  attempt: (work: () => Promise<unknown>) => Promise<void>;
  /** It could not be loaded, and is not to be shown any more. */
  onClose: () => void;
}

/** Nothing until the code is here. */
export function OnDemand<Props extends object>(
  { load, with: props, attempt, onClose }: OnDemandProps<Props>,
) {
  const [loaded, setLoaded] = useState<{ Part: ComponentType<Props> }>();
  useEffect(() => {
    void attempt(async () => {
      try {
        setLoaded({ Part: await load() });
      } catch (error) {
        onClose();
        throw error;
      }
    });
  }, []);
  return loaded === undefined ? null : <loaded.Part {...props} />;
}
