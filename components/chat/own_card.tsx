// Browser-safe: runs in the page.

import { Avatar } from "../avatar.tsx";
import { t } from "../../i18n/i18n.ts";
import { Button, IconButton } from "../button.tsx";
import { Menu } from "../menu.tsx";

export interface OwnCardProps {
  me: { id: string; uid: string; fullName: string };
  online: boolean;
  onSettings: () => void;
  onLogout: () => void;
  onLogoutEverywhere: () => void;
  onForget: () => void;
}

/** Who is signed in here, and the ways out. */
export function OwnCard(
  { me, online, onSettings, onLogout, onLogoutEverywhere, onForget }: OwnCardProps,
) {
  return (
    <footer class="own">
      <Avatar id={me.id} name={me.fullName} online={online} />
      <div class="own__names">
        <bdi class="own__name cut">{me.fullName}</bdi>
        <bdi class="own__uid cut">@{me.uid}</bdi>
      </div>
      <IconButton icon="settings" label={t("Settings")} onClick={onSettings} />
      <Button small onClick={onLogout}>Log out</Button>
      <Menu
        label="More ways to leave"
        items={[
          { label: "Log out everywhere", icon: "leave", onChoose: onLogoutEverywhere },
          { label: "Forget this browser", icon: "remove", onChoose: onForget },
        ]}
      />
    </footer>
  );
}
