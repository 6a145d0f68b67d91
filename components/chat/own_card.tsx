// Browser-safe: runs in the page.

import { t } from "../../i18n/i18n.ts";
import { Avatar } from "../avatar.tsx";
import { IconButton } from "../button.tsx";
import { Menu } from "../menu.tsx";

export interface OwnCardProps {
  me: { id: string; uid: string };
  /** What others see as one's name. */
  ownName: string;
  online: boolean;
  onSettings: () => void;
  onLogout: () => void;
  onLogoutEverywhere: () => void;
  onForget: () => void;
}

/** Who is signed in here, and the ways out. */
export function OwnCard(
  { me, ownName, online, onSettings, onLogout, onLogoutEverywhere, onForget }: OwnCardProps,
) {
  return (
    <div class="own">
      <Avatar id={me.id} name={ownName} online={online} />
      <div class="own__names">
        <bdi class="own__name cut">{ownName}</bdi>
        <bdi class="own__uid cut">@{me.uid}</bdi>
      </div>
      <div class="own__acts">
        <IconButton icon="settings" label={t("Settings")} onClick={onSettings} />
        <IconButton icon="leave" label={t("Log out")} onClick={onLogout} />
        <Menu
          label={t("More ways to leave")}
          items={[
            { label: t("Log out everywhere"), icon: "leave", onChoose: onLogoutEverywhere },
            { label: t("Forget this browser"), icon: "remove", onChoose: onForget },
          ]}
        />
      </div>
    </div>
  );
}
