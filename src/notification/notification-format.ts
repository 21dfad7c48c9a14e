/** The format of a message that an EventBridge rule publishes to a topic. */
export enum NotificationFormat {
  /** Lines of text for people, for example in an email message. */
  READABLE = 'readable',
  /**
   * The event as the AWS service sends it.
   *
   * Use it for programs that read events, and for chat channels that show events of AWS services.
   */
  ORIGINAL_EVENT = 'original-event',
  /**
   * A custom notification of Amazon Q Developer in chat applications, for Slack, Microsoft Teams, and Amazon Chime.
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
   */
  CUSTOM_NOTIFICATION = 'custom-notification',
}
