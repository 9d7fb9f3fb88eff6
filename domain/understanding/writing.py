"""Bringing what was typed into one spelling: width, traditional characters, invisible signs."""

from __future__ import annotations

import unicodedata

# Traditional characters that occur in reports, names and places, and a few of spoken Cantonese:
# pairs of what is typed and how it is read.
_PAIRS = (
    "發发燒烧熱热體体溫温測测無无沒没請请學学來来後后從从國国員员個个兩两們们剛刚還还頭头腫肿瀉泻紅红癥症聽听說说話话問问題题東东車车門门開开關关長长張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马鄭郑"
    "謝谢許许鄧邓馮冯蕭萧羅罗葉叶蘇苏魯鲁韋韦賈贾鄒邹陸陆閻阎譚谭範范龍龙萬万錢钱湯汤賴赖龐庞顧顾龔龚嚴严華华偉伟傑杰麗丽靜静歐欧陽阳蘭兰鳳凤瓊琼寶宝慶庆衛卫軍军輝辉樂乐澤泽濤涛鵬鹏曉晓婭娅"
    "嬌娇瑩莹瑋玮瑤瑶維维緯纬綺绮綠绿縣县鄉乡鎮镇區区灣湾島岛廣广寧宁漢汉連连遼辽滬沪貴贵陝陕齊齐濟济煙烟臺台廈厦親亲爺爷媽妈嬸婶嗎吗麼么氣气嘔呕暈晕癢痒皰疱過过實实應应數数總总殘残餘余現现"
    "況况狀状醫医療疗離离觀观檢检報报備备確确診诊陰阴師师課课遲迟時时間间週周禮礼號号點点鐘钟歲岁歷历曆历節节彥彦禎祯穎颖鈺钰銘铭鋒锋錦锦鋼钢鎧铠鴻鸿鶴鹤鵑鹃燁烨煒炜燦灿琿珲瓏珑穩稳積积稱称"
    "競竞筆笔統统絲丝綱纲綜综緒绪練练縱纵職职聯联聰聪膽胆臉脸莊庄蓮莲蔣蒋薩萨藍蓝藝艺處处裝装見见規规覺觉計计記记訊讯設设詠咏試试詩诗誠诚調调論论諾诺證证識识讓让豐丰貝贝負负責责費费賀贺賢贤"
    "賽赛贊赞趕赶軒轩輕轻較较進进運运達达遠远適适選选鄰邻醜丑釋释銀银鐵铁閃闪閩闽閔闵隨随雖虽雙双雞鸡雲云電电靈灵韓韩項项順顺須须預预領领顏颜願愿類类飛飞飯饭養养駿骏騰腾驗验髮发鬧闹魚鱼鮮鲜"
    "鳴鸣麥麦黨党齡龄俠侠倫伦偵侦側侧傳传債债傷伤傾倾僅仅價价儀仪億亿優优儲储兒儿兇凶內内冊册凍冻劃划動动務务勝胜勞劳勢势勵励勳勋協协單单衝冲決决沖冲淩凌減减準准涼凉滿满潔洁潤润濃浓瀾澜為为"
    "爭争爾尔獨独獲获環环產产當当疊叠瘡疮盜盗盡尽監监盤盘眾众睜睁礎础禍祸種种窮穷筍笋簡简籃篮糧粮級级紀纪約约紋纹純纯紙纸紛纷細细終终組组結结絕绝給给絡络經经網网緊紧線线編编緣缘縮缩織织繼继"
    "續续罷罢義义習习聖圣聞闻聲声腦脑腳脚腸肠興兴舉举舊旧艦舰蝦虾蟲虫補补製制複复襲袭嫻娴嫺娴婁娄婦妇孌娈宮宫寬宽審审寫写尋寻對对導导將将專专屆届層层岡冈峯峰嶺岭巖岩幣币帥帅帶带幫帮廟庙廠厂"
    "廢废強强彈弹徑径徹彻恆恒悅悦惡恶愛爱態态憂忧憐怜懷怀戀恋戰战戶户擔担據据擇择換换損损搖摇攜携攝摄敗败敘叙斷断於于昇升晉晋暉晖曄晔書书會会權权條条極极構构樣样標标樹树橋桥機机檸柠櫻樱歡欢"
    "殺杀氫氢漸渐灑洒燈灯營营爐炉牽牵狹狭獅狮玀猡瑪玛畫画異异礙碍祿禄稅税籌筹粵粤紹绍緬缅緹缇縈萦繪绘誼谊諭谕諺谚謙谦譽誉貞贞財财貨货貿贸賓宾贛赣趨趋躍跃軟软輔辅輛辆輩辈輪轮轉转辦办農农遙遥"
    "郵邮釗钊鈞钧鈴铃鉅巨鋐𬭎鍾钟鎖锁鏡镜閆闫闖闯闆板隊队階阶險险霧雾頁页頔𬱖頗颇頻频顯显頫𫖯風风飄飘館馆騎骑鬱郁鯤鲲鳥鸟鷹鹰鹽盐齒齿龜龟冇没咗了嘅的唔不係是啲些佢他哋们攰累壞坏嚟来喺在嗰那讲说"
    "嘢事畀给諗想睇看搵找俾给乜什樓楼寢寝裡里裏里麵面變变邊边場场塊块壓压夾夹夢梦奪夺奮奋寵宠屬属嶄崭帳帐幾几庫库彎弯徵征復复恥耻悶闷惱恼慘惨慣惯慮虑懶懒懼惧懸悬戲戏捨舍掃扫掛挂採采撥拨撲扑"
    "擋挡擠挤擬拟擴扩擾扰攔拦敵敌斃毙晝昼暫暂曬晒曡叠朮术枴拐柵栅棄弃楓枫槍枪歸归殼壳毀毁毆殴氈毡汙污涇泾淚泪淨净淺浅湊凑滅灭滯滞漲涨潰溃澆浇濕湿瀏浏灘滩煉炼煩烦燙烫燭烛爛烂牆墙犧牺獎奖玆兹"
    "瘋疯癒愈盧卢矯矫碼码磚砖礦矿祕秘禿秃稈秆穀谷竄窜竊窃箇个築筑簽签籠笼紮扎紐纽紗纱納纳綁绑綿绵緩缓緻致繞绕罰罚羨羡翹翘聳耸肅肃脅胁脈脉脫脱脹胀腎肾臟脏膚肤膠胶臥卧臨临艱艰芻刍莖茎蓋盖薑姜"
    "藥药蘆芦蘋苹蘿萝虛虚蝸蜗螞蚂蠟蜡術术襪袜襯衬覽览觸触訂订訓训訪访訴诉註注詢询該该詳详誇夸誌志認认誤误誦诵誰谁諒谅談谈諸诸謀谋謎谜謹谨譜谱譯译護护讀读豎竖豬猪貓猫貪贪貫贯販贩貼贴賂赂賠赔"
    "賣卖購购贏赢跡迹踐践踴踊蹤踪軌轨載载輸输辭辞辯辩迴回逕径這这遊游違违遞递遷迁遺遗醬酱釀酿釘钉針针釣钓鈕钮鈔钞鉤钩鉛铅鉗钳銅铜銳锐鋪铺鋸锯鍋锅鍵键鍛锻鏈链鑰钥鑽钻閉闭閒闲閱阅闊阔陣阵隱隐"
    "隻只難难韌韧響响頂顶頃顷頑顽頒颁頓顿頸颈額额顆颗飢饥飲饮餅饼餓饿饅馒駕驾駐驻駛驶騙骗髒脏鬆松鬍胡鬚须鬥斗鱷鳄鴨鸭鵝鹅妳你乾干纔才講说讲说"
)
_SIMPLER = {ord(_PAIRS[n]): _PAIRS[n + 1] for n in range(0, len(_PAIRS), 2)}
_SIGNS = str.maketrans({"—": "-", "–": "-", "－": "-", "～": "~", "〜": "~", "﹣": "-", "−": "-",
                        "º": "°", "˚": "°", "’": "'", "【": "(", "】": ")", "\t": " ",
                        "\u3000": " ", "“": " ", "”": " ", "\"": " ", "「": " ", "」": " ",
                        "《": " ", "》": " ", "[": "[", "\r": "\n", "\u2028": "\n"})  # fmt: skip
_CIRCLED = dict.fromkeys((*range(9312, 9332), *range(10102, 10112)), "\n")
"""① and the like before the lines of a list."""


def written(raw: str) -> str:
    """The words in plain width and simplified characters, case and line breaks kept.

    Invisible signs, skin tones and the like are gone; nothing a reader would see is lost.
    """
    normal = unicodedata.normalize("NFKC", raw.translate(_SIGNS).translate(_CIRCLED)).translate(
        _SIGNS
    )
    seen = (sign for sign in normal if sign == "\n" or unicodedata.category(sign) not in _UNSEEN)
    return "".join(seen).translate(_SIMPLER)


_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Mn", "Me", "Sk"})


def same_spelling(name: str) -> str:
    """A name as it is compared: one spelling, small letters, without dots and spaces."""
    return "".join(sign for sign in written(name).casefold() if sign.isalnum())


def is_han(sign: str) -> bool:
    """Whether this is a Chinese character, rare ones beyond the basic plane too."""
    return "\u4e00" <= sign <= "\u9fff" or "\u3400" <= sign <= "\u4dbf" or sign >= "\U00020000"
