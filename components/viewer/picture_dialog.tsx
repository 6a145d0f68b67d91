/** A picture over the conversation. The viewer is loaded when the first one is opened. */

import { useEffect, useState } from "preact/hooks";
import type { Attempt } from "../pane.ts";
import type { PictureViewer, PictureViewerProps } from "./picture_viewer.tsx";

export interface PictureDialogProps extends PictureViewerProps {
  /** Tells the person when the viewer cannot be loaded. */
  attempt: Attempt;
}

export function PictureDialog({ attempt, ...props }: PictureDialogProps) {
  const [Viewer, setViewer] = useState<typeof PictureViewer>();
  useEffect(() => {
    void attempt(async () => {
      try {
        const { PictureViewer } = await import("./picture_viewer.tsx");
        setViewer(() => PictureViewer);
      } catch (error) {
        props.onClose();
        throw error;
      }
    });
  }, []);
  return Viewer === undefined ? null : <Viewer {...props} />;
}
