/** The card of the person who is signed in, with the ways out. */

import { t } from "../../i18n/i18n.ts";
import { Avatar } from "../kit/avatar.tsx";
import { IconButton } from "../kit/button.tsx";
import { Menu } from "../kit/menu.tsx";

export interface OwnCardProps {
  me: { id: string; uid: string };
  /** What others see as one's name. */
  ownName: string;
  online: boolean;
  /** Opens what there is to see and to change of oneself. */
  onAccount: () => void;
  onSettings: () => void;
  onLogout: () => void;
  onLogoutEverywhere: () => void;
  onForget: () => void;
}

/** Who is signed in here, and the ways out. */
export function OwnCard(
  props: OwnCardProps,
) {
  const { me, ownName, online, onAccount, onSettings, onLogout, onLogoutEverywhere, onForget } =
    props;
  return (
    <div class="own">
      <button
        type="button"
        class="own__account"
        title={ownName}
        onClick={onAccount}
      >
        <Avatar id={me.id} name={ownName} presence={online ? "online" : "unknown"} />
        <span class="own__names">
          <bdi class="own__name">{ownName}</bdi>
          <bdi class="own__uid cut">@{me.uid}</bdi>
        </span>
        <span class="said">{t("Your account")}</span>
      </button>
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
