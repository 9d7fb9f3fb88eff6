// The words of the page itself, in both languages. What stands in a chat is never translated here.

const catalogue = {
  zh: {
    demo: "演示",
    local: "在本机运行,不连接外网",
    title: "晨检 Chenjian 演示",
    skip: "跳到手机",
    clock: "演示时钟",
    hours: "时钟设置",
    leap: "向前拨",
    plus1: "+1 分",
    plus10: "+10 分",
    rail: "跳到当天的步骤",
    speed: "时钟速度",
    speedOf: "{speed} 倍速",
    pause: "暂停时钟",
    play: "继续走时",
    held: " · 已暂停",
    ask: "发起",
    chase1: "催报",
    chase2: "再催",
    escalate: "升级",
    cutoff: "截止",
    lock: "锁定",
    nextDay: "次日",
    jump: "跳到 {at} {name}",
    passed: "{at} {name},今日已过",
    network: "网络",
    networkTitle: "机器人的网络",
    networkIs: "网络:{level}",
    networkGood: "正常",
    networkGoodText: "每个请求都按时到达",
    networkBad: "差",
    networkBadText: "10% 延迟 1–3 秒,5% 服务器出错,3% 丢失回执",
    networkVeryBad: "很差",
    networkVeryBadText: "约一半请求受影响:延迟 1–5 秒、服务器出错、断线、丢失回执、限流",
    networkOther: "自定",
    networkOn: "正在模拟网络故障:{level}。消息可能迟到或重复,不会丢失。",
    networkEnd: "恢复正常",
    people: "人员",
    closePeople: "收起人员名单",
    seek: "搜索姓名、职务、班级、学校",
    foundAll: "{n} 人",
    found: "找到 {n} 人",
    foundNone: "没有找到,换个词试试",
    others: "其他人",
    openPhone: "打开手机",
    isOpen: "手机已打开",
    unreadOf: "{n} 条未读",
    tabs: "已打开的手机",
    emptyTitle: "拿起一部手机",
    emptyText: "从名单里选一位班主任,再选校长:同一个早晨,两边一起看。",
    choose: "选择人员",
    language: "English",
    languageLabel: "Switch to English",
    gone: "与演示服务器失去联系,正在重新连接…",
    goneStale: "演示服务器没有回答:{error}",
    more: "更多操作",
    closePhone: "收起这部手机",
    block: "停用机器人",
    unblock: "恢复机器人",
    startCode: "用邀请码开始",
    blocked: "已停用机器人,收不到消息",
    notStarted: "还没有点过“开始”",
    start: "开始",
    code: "邀请码(可不填)",
    log: "与晨检的对话",
    fresh: "{n} 条新消息",
    typing: "晨检正在输入",
    edited: "已编辑",
    editedAt: "{at} 编辑",
    silent: "静音送达",
    protected: "禁止转发和保存",
    reply: "回复这条消息",
    replyTo: "回复",
    replyCancel: "不回复了",
    gap: "(消息已删除)",
    write: "写消息…",
    send: "发送",
    attach: "发送图片或文件",
    commands: "命令菜单",
    choices: "快捷回复",
    picture: "图片",
    enlarge: "查看大图",
    download: "下载",
    downloadOf: "下载 {name}",
    close: "关闭",
    ok: "知道了",
    waiting: "等待回应",
    quiet: "还没有消息",
    refused: "没有成功:{error}",
    noAnswer: "服务器没有回答",
    you: "我",
    bot: "晨检",
    link: "打开链接",
  },
  en: {
    demo: "demo",
    local: "Runs on this machine only",
    title: "Chenjian 晨检 demo",
    skip: "Skip to the phones",
    clock: "Demo clock",
    hours: "Clock settings",
    leap: "Move forward",
    plus1: "+1 min",
    plus10: "+10 min",
    rail: "Go to a step of the day",
    speed: "Speed of the clock",
    speedOf: "{speed} times as fast",
    pause: "Pause the clock",
    play: "Let the clock run",
    held: " · paused",
    ask: "Ask",
    chase1: "Chase",
    chase2: "Again",
    escalate: "Escalate",
    cutoff: "Cut-off",
    lock: "Lock",
    nextDay: "Next day",
    jump: "Go to {at}, {name}",
    passed: "{at}, {name}: already past",
    network: "Network",
    networkTitle: "The bot's network",
    networkIs: "Network: {level}",
    networkGood: "Good",
    networkGoodText: "Every call arrives in time",
    networkBad: "Bad",
    networkBadText: "10% of the calls come 1–3 s late, 5% meet a server error, 3% lose their answer",
    networkVeryBad: "Very bad",
    networkVeryBadText:
      "About half of the calls suffer: 1–5 s late, server errors, cuts, lost answers, too many",
    networkOther: "Custom",
    networkOn: "Network trouble is being simulated: {level}. Messages may come late or twice, but none is lost.",
    networkEnd: "Back to good",
    people: "People",
    closePeople: "Close the list of people",
    seek: "Name, role, class or school",
    foundAll: "{n} people",
    found: "{n} found",
    foundNone: "Nobody found; try another word",
    others: "Others",
    openPhone: "Open the phone",
    isOpen: "Phone is open",
    unreadOf: "{n} unread",
    tabs: "Open phones",
    emptyTitle: "Pick up a phone",
    emptyText: "Choose a head teacher, then the principal: one morning, seen from both sides.",
    choose: "Choose people",
    language: "中文",
    languageLabel: "切换到中文",
    gone: "The demo server is gone. Trying to reach it again…",
    goneStale: "The demo server did not answer: {error}",
    more: "More",
    closePhone: "Put this phone away",
    block: "Block the bot",
    unblock: "Unblock the bot",
    startCode: "Start with an invite code",
    blocked: "The bot is blocked: nothing arrives",
    notStarted: "Has not pressed Start yet",
    start: "Start",
    code: "Invite code (optional)",
    log: "Conversation with Chenjian",
    fresh: "{n} new",
    typing: "Chenjian is typing",
    edited: "edited",
    editedAt: "edited at {at}",
    silent: "Delivered without sound",
    protected: "Cannot be forwarded or saved",
    reply: "Reply to this message",
    replyTo: "Reply to",
    replyCancel: "Do not reply",
    gap: "(message deleted)",
    write: "Write a message…",
    send: "Send",
    attach: "Send a picture or a file",
    commands: "Command menu",
    choices: "Quick replies",
    picture: "Picture",
    enlarge: "Show the picture in full",
    download: "Download",
    downloadOf: "Download {name}",
    close: "Close",
    ok: "OK",
    waiting: "Waiting for an answer",
    quiet: "No messages yet",
    refused: "That did not work: {error}",
    noAnswer: "the server did not answer",
    you: "Me",
    bot: "Chenjian",
    link: "Open the link",
  },
};

// What a role is called, so that a search finds it in either language.
const roles = {
  head_teacher: ["班主任", "head teacher"],
  deputy: ["副班主任", "deputy"],
  grade_leader: ["年级组长", "grade leader"],
  health_officer: ["校医 疫情报告人", "health officer"],
  principal: ["校长", "principal"],
  admin: ["管理员", "admin"],
  liaison: ["包校联系人", "liaison"],
};

const tags = { zh: "zh-CN", en: "en" };
const listeners = new Set();
let current = remembered();

function remembered() {
  try {
    const kept = localStorage.getItem("chenjian.language");
    return kept in catalogue ? kept : "zh";
  } catch {
    return "zh"; // storage can be forbidden; the page still works
  }
}

/** The language of the page: "zh" or "en". */
export function language() {
  return current;
}

/** The page's language as a tag that Intl and the lang attribute understand. */
export function tag() {
  return tags[current];
}

/** A sentence of the page, with {places} filled in. An unknown key is a fault and says so. */
export function say(key, values = {}) {
  const text = catalogue[current][key];
  if (text === undefined) throw new Error(`no word for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Both catalogues, for the test that holds one against the other. */
export function everyWord() {
  return catalogue;
}

/** What one may type to find a person of this role. */
export function roleWords(role) {
  return (roles[role] ?? []).concat(role ?? "").join(" ");
}

/** Call back now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.add(listener);
  listener();
}

/** Stop calling back. */
export function offLanguage(listener) {
  listeners.delete(listener);
}

/** Switch the language of the page and remember it. */
export function switchLanguage() {
  current = current === "zh" ? "en" : "zh";
  try {
    localStorage.setItem("chenjian.language", current);
  } catch {
    // not remembered, that is all
  }
  for (const listener of listeners) listener();
}

/** Put the words into everything under root that asks for one by data-word and the like. */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.matches("button, a")) element.title = say(element.dataset.label);
  }
  for (const element of root.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
  }
}
