package fakediscord

// User is Discord's user object.
type User struct {
	ID            string  `json:"id"`
	Username      string  `json:"username"`
	GlobalName    *string `json:"global_name"`
	Discriminator string  `json:"discriminator"`
	Avatar        *string `json:"avatar"`
	Bot           bool    `json:"bot"`
	System        bool    `json:"system"`
	Banner        *string `json:"banner"`
	AccentColor   *int    `json:"accent_color"`
	PublicFlags   int     `json:"public_flags"`
	Flags         int     `json:"flags"`
	PrimaryGuild  *string `json:"primary_guild"` // always null
}

// Member is Discord's guild member object.
type Member struct {
	User        *User    `json:"user,omitempty"`
	Nick        *string  `json:"nick"`
	Avatar      *string  `json:"avatar"`
	Banner      *string  `json:"banner"`
	Roles       []string `json:"roles"`
	JoinedAt    string   `json:"joined_at"`
	Premium     *string  `json:"premium_since"`
	Deaf        bool     `json:"deaf"`
	Mute        bool     `json:"mute"`
	Flags       int      `json:"flags"`
	Pending     bool     `json:"pending"`
	Timeout     *string  `json:"communication_disabled_until"`
	Permissions string   `json:"permissions,omitempty"` // in interactions only
}

// Role is Discord's role object; Permissions is a decimal bit set.
type Role struct {
	ID           string  `json:"id"`
	Name         string  `json:"name"`
	Description  *string `json:"description"`
	Color        int     `json:"color"`
	Colors       Object  `json:"colors"`
	Hoist        bool    `json:"hoist"`
	Icon         *string `json:"icon"`
	UnicodeEmoji *string `json:"unicode_emoji"`
	Position     int     `json:"position"`
	Permissions  string  `json:"permissions"`
	Managed      bool    `json:"managed"`
	Mentionable  bool    `json:"mentionable"`
	Tags         Object  `json:"tags,omitempty"`
	Flags        int     `json:"flags"`
}

// Overwrite allows or denies permissions in one channel, for a role (Type 0) or a member (Type 1).
type Overwrite struct {
	ID    string `json:"id"`
	Type  int    `json:"type"`
	Allow string `json:"allow"`
	Deny  string `json:"deny"`
}

// Channel is Discord's channel object, for text channels, threads and direct messages alike.
type Channel struct {
	ID               string          `json:"id"`
	Type             int             `json:"type"`
	GuildID          string          `json:"guild_id,omitempty"`
	Name             *string         `json:"name,omitempty"`
	Topic            *string         `json:"topic,omitempty"`
	Position         int             `json:"position"`
	ParentID         *string         `json:"parent_id,omitempty"`
	NSFW             bool            `json:"nsfw"`
	Flags            int             `json:"flags"`
	LastMessageID    *string         `json:"last_message_id"`
	LastPin          *string         `json:"last_pin_timestamp,omitempty"`
	RateLimitPerUser int             `json:"rate_limit_per_user"`
	Overwrites       []Overwrite     `json:"permission_overwrites,omitempty"`
	Recipients       []User          `json:"recipients,omitempty"`
	OwnerID          string          `json:"owner_id,omitempty"`
	Thread           *ThreadMetadata `json:"thread_metadata,omitempty"`
	MessageCount     *int            `json:"message_count,omitempty"`
	MemberCount      *int            `json:"member_count,omitempty"`
	TotalSent        *int            `json:"total_message_sent,omitempty"`
	ThreadMember     *ThreadMember   `json:"member,omitempty"`
	Permissions      string          `json:"permissions,omitempty"` // in interactions only
}

// ThreadMetadata is the part of a channel that only threads have.
type ThreadMetadata struct {
	Archived            bool   `json:"archived"`
	AutoArchiveDuration int    `json:"auto_archive_duration"`
	ArchiveTimestamp    string `json:"archive_timestamp"`
	Locked              bool   `json:"locked"`
	CreateTimestamp     string `json:"create_timestamp"`
	Invitable           *bool  `json:"invitable,omitempty"`
}

// ThreadMember says who follows a thread, and since when.
type ThreadMember struct {
	ID            string `json:"id"`
	UserID        string `json:"user_id"`
	JoinTimestamp string `json:"join_timestamp"`
	Flags         int    `json:"flags"`
}

// Message is Discord's message object. Embeds and components keep the form in which they were sent,
// with the ids and addresses that Discord adds.
type Message struct {
	ID                  string       `json:"id"`
	ChannelID           string       `json:"channel_id"`
	GuildID             string       `json:"guild_id,omitempty"` // in gateway events only
	Type                int          `json:"type"`
	Content             string       `json:"content"`
	Author              User         `json:"author"`
	Member              *Member      `json:"member,omitempty"` // in gateway events only
	Timestamp           string       `json:"timestamp"`
	EditedTimestamp     *string      `json:"edited_timestamp"`
	TTS                 bool         `json:"tts"`
	MentionEveryone     bool         `json:"mention_everyone"`
	Mentions            []User       `json:"mentions"`
	MentionRoles        []string     `json:"mention_roles"`
	Attachments         []Attachment `json:"attachments"`
	Embeds              []Object     `json:"embeds"`
	Components          []Object     `json:"components"`
	Reactions           []Reaction   `json:"reactions,omitempty"`
	Nonce               any          `json:"nonce,omitempty"`
	Pinned              bool         `json:"pinned"`
	Flags               int          `json:"flags"`
	WebhookID           string       `json:"webhook_id,omitempty"`
	ApplicationID       string       `json:"application_id,omitempty"`
	MessageReference    *Reference   `json:"message_reference,omitempty"`
	ReferencedMessage   *Message     `json:"referenced_message,omitempty"`
	InteractionMetadata Object       `json:"interaction_metadata,omitempty"`
	Interaction         Object       `json:"interaction,omitempty"`
	Thread              *Channel     `json:"thread,omitempty"`
	Position            *int         `json:"position,omitempty"`
}

// Reference points from a reply to the message that it answers.
type Reference struct {
	Type      int    `json:"type"`
	MessageID string `json:"message_id,omitempty"`
	ChannelID string `json:"channel_id"`
	GuildID   string `json:"guild_id,omitempty"`
}

// Attachment is a file of a message; URL is served by the emulator.
type Attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	ContentType string `json:"content_type,omitempty"`
	Size        int    `json:"size"`
	URL         string `json:"url"`
	ProxyURL    string `json:"proxy_url"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	Ephemeral   bool   `json:"ephemeral,omitempty"`
	Flags       int    `json:"flags"`
}

// Reaction counts one emoji of a message; Me is of whoever asks.
type Reaction struct {
	Emoji        Emoji    `json:"emoji"`
	Count        int      `json:"count"`
	CountDetails Object   `json:"count_details"`
	Me           bool     `json:"me"`
	MeBurst      bool     `json:"me_burst"`
	BurstColors  []string `json:"burst_colors"`
}

// Emoji is a partial emoji; the sandbox server has only those of Unicode, whose ID is null.
type Emoji struct {
	ID   *string `json:"id"`
	Name string  `json:"name"`
}

// Channel types, as Discord numbers them.
const (
	channelText          = 0
	channelDM            = 1
	channelPublicThread  = 11
	channelPrivateThread = 12
)

// Message types, as Discord numbers them.
const (
	messageDefault       = 0
	messagePinned        = 6
	messageThreadCreated = 18
	messageReply         = 19
	messageChatInput     = 20
	messageThreadStarter = 21
	messageContextMenu   = 23
)

// Message flags that the emulator gives a meaning to.
const (
	flagSuppressEmbeds        = 1 << 2
	flagHasThread             = 1 << 5
	flagEphemeral             = 1 << 6
	flagLoading               = 1 << 7
	flagSuppressNotifications = 1 << 12
	flagVoice                 = 1 << 13
	flagComponentsV2          = 1 << 15
)
