//! The words by which R13 tells whether an aspect is treated or only mentioned, as data. Must not know
//! sentences.

/// Words before a website or platform that is only the way to something else.
#[rustfmt::skip]
pub(super) const WAYS: &[&str] = &[
    "通过", "在", "经", "于", "依托", "利用", "登录", "借助", "从", "运用",
];
/// Words of a clause about the platform itself.
#[rustfmt::skip]
pub(super) const BUILDING: &[&str] = &[
    "建设", "更新", "维护", "优化", "升级", "改版", "管理", "巡检", "检查", "整改", "设置", "设立", "开设",
    "适老化", "整合", "规范", "完善", "运维", "开通", "搭建", "打造", "新增", "调整", "作用", "专区", "监测",
    "改造", "健全", "建立", "迁移", "保障", "专题", "集约",
];
/// What precedes 平台 where it serves something else.
#[rustfmt::skip]
pub(super) const OTHER_PLATFORMS: &[&str] = &[
    "政务服务", "招商", "交易", "监管", "电商", "融资", "就业", "热线", "培训", "学习", "对接", "合作", "服务",
    "监测", "信用", "预警", "调度", "指挥", "治理", "应急", "社交", "直播", "电子商务", "物流", "产业", "创业",
    "招聘", "采购", "招标", "举报", "投诉", "大数据", "教育", "医保", "挂号", "缴费", "审批", "办事", "创新",
    "孵化", "研发", "科研", "金融", "投资", "销售", "供需", "展示", "交流", "云", "智慧", "执法", "信访", "征信",
    "议事", "协商",
];
/// Words before 网站 that is nobody's place of disclosure.
#[rustfmt::skip]
pub(super) const OTHER_SITES: &[&str] = &[
    "诈骗", "涉诈", "非法", "违法", "钓鱼", "电商", "企业网站", "购物", "网站备案", "商业",
];
/// What precedes 载体 where it carries something else.
#[rustfmt::skip]
pub(super) const OTHER_CARRIERS: &[&str] = &[
    "招商", "产业", "创新", "孵化", "文化", "创业", "项目", "就业", "发展", "科技", "旅游",
];
/// Words of a remark that treats nothing.
#[rustfmt::skip]
pub(super) const REMARKS: &[&str] = &[
    "同样重要", "同等重要", "并重", "相辅相成", "不可偏废", "各有侧重", "密不可分", "相结合", "互为补充", "互补",
    "缺一不可", "两手抓", "共同构成", "有机统一", "详见", "见第", "见表", "见附", "如下表", "一视同仁", "的区别",
    "的异同", "相互补充", "相互促进", "相得益彰",
];
/// What precedes 监督, 保障, 考核, 评议 and 督查 where they are about something else.
#[rustfmt::skip]
pub(super) const OTHER_FIELDS: &[&str] = &[
    "食品", "药品", "安全", "质量", "市场", "卫生", "生态", "环境", "环保", "生产", "工程", "消防", "劳动", "价格",
    "税收", "土地", "资金", "教育", "教学", "医疗", "养老", "住房", "就业", "用水", "用电", "供水", "供电", "供热",
    "能源", "粮食", "交通", "应急", "防汛", "物资", "后勤", "民生", "生活", "法治", "司法", "动物", "设备", "电梯",
    "餐饮", "农产品", "计量", "建筑", "施工", "项目", "城市", "秩序", "治安", "校园", "师德", "职称", "公务员",
    "干部", "人才", "从业", "资格", "入学", "招生", "技能", "疫情", "基本", "救助", "权益", "河长", "林长", "信访",
    "营商环境", "产业", "耕地", "水质", "空气", "通信", "电力", "运输", "救灾", "财力", "纪检", "审计", "财会", "财政", "执纪", "党内", "巡察", "税务", "素质", "论文", "成果",
    "职业", "物价", "燃气", "烟草", "旅游", "执业", "采购", "招标", "房地产", "企业", "网络", "舆论",
];
/// What follows 保障 where it is about those whom disclosure serves, or about something else.
#[rustfmt::skip]
pub(super) const OTHER_OBJECTS: &[&str] = &[
    "公众", "群众", "公民", "人民", "企业", "民生", "供应", "供给", "供暖", "农民工", "劳动者", "妇女", "儿童",
    "老年", "残疾", "权益", "知情", "安全", "春耕", "出行", "用", "项目", "重点", "市场", "申请人", "居民", "市民",
    "村民", "社会", "其", "各", "水平", "性", "房", "对象", "待遇", "基金", "标准", "政策", "和", "经济", "发展",
    "高质量", "改善", "重大", "基本", "供水", "运行", "粮食",
];
/// What follows 监督 where it is a kind of work of its own.
#[rustfmt::skip]
pub(super) const OTHER_SUPERVISION: &[&str] = &[
    "抽检", "抽查", "执法", "管理", "检测", "检验", "所", "站", "局", "员", "总队", "权", "企业", "项目", "市场", "商户", "施工", "用人", "医", "物业", "生产", "经营", "资金",
];
/// What stands between 信息 and 管理, or before 信息管理, where other information is managed.
#[rustfmt::skip]
pub(super) const OTHER_INFORMATION: &[&str] = &[
    "学籍", "户籍", "人口", "房产", "地理", "客户", "信用", "医疗", "病案", "车辆", "人事", "财务", "资产", "项目",
    "学生", "员工", "会计", "工程", "健康", "税务", "企业", "网格", "物业", "档案", "个人", "用户", "舆情", "招聘",
    "气象", "市场", "干部", "党员", "流动人口", "就业", "房屋", "库存", "患者", "参保", "纳税人", "农户", "低保",
    "从业人员", "地籍", "林地", "水文", "产品", "设备", "国土", "空间", "居民", "社区",
];
/// What stands between 信息 and 管理 where other things are managed, or information serves management.
#[rustfmt::skip]
pub(super) const OTHER_GAPS: &[&str] = &[
    "化", "系统", "网络", "设备", "员", "技术", "安全", "设施", "产业", "中心", "机房", "终端", "工程", "促进",
    "推动", "倒逼", "助推", "带动", "提升", "改善", "服务", "赋能", "报送", "采编", "约稿", "简报", "支撑", "助力", "咨询", "学院", "专业",
];
/// Whose supervision is that of disclosure.
#[rustfmt::skip]
pub(super) const SUPERVISED: &[&str] = &[
    "公开", "政务", "网站", "栏目", "新媒体", "信息", "科室", "处室", "单位", "部门", "乡镇", "街道", "镇街",
    "工作", "落实", "任务", "问题", "年报", "股室", "机关", "县区", "区县", "各", "平台", "人员", "指标", "内容",
    "账号",
];
/// What follows 平台, 网站 or 新媒体 where it is a kind of enterprise.
#[rustfmt::skip]
pub(super) const OTHER_CARRIED: &[&str] = &[
    "企业", "公司", "经济", "产业", "行业", "从业", "主播", "型",
];
/// What follows 主动公开 or 依申请公开 where the word is only named.
#[rustfmt::skip]
pub(super) const NAMED_ONLY: &[&str] = &[
    "类", "是", "制度是", "的意义", "的重要", "的定义", "的概念", "的含义", "属性", "的区别", "的关系", "的异同",
    "条款",
];
/// Who discloses of their own accord and is no office.
#[rustfmt::skip]
pub(super) const OTHERS_WHO_DISCLOSE: &[&str] = &[
    "企业", "医院", "学校", "公司", "商家", "商户", "银行", "协会", "经营者", "市场主体", "社会组织", "中介机构",
    "物业", "机构", "开发商", "供应商", "高校", "村委会", "社区", "企事业单位",
];
/// What may stand before 平台 where it is one of disclosure.
#[rustfmt::skip]
pub(super) const PLAIN_PLATFORMS: &[&str] = &[
    "网站", "网络", "媒体", "线上", "政府", "门户", "互联网", "宣传", "互动", "解读", "集约化", "数字", "各类",
    "各", "多", "等", "两", "三", "大", "微信", "公众号", "微博", "抖音", "主要", "传播", "加强", "完善", "优化",
    "健全", "推进", "拓展", "夯实", "搭建", "抓好", "强化", "建好", "建强", "用好", "统筹", "规范", "推动", "升级",
    "做好", "整合", "丰富", "拓宽", "深化", "打造", "建设", "建立", "提升", "持续", "抓实", "做优", "做强", "注重",
    "和", "与", "及", "、", "的", "个", "渠道", "栏目", "专栏", "“", "”", "自有", "自身", "线下", "实体", "端",
    "新", "基层", "管理", "一体化", "好",
];
/// What precedes 保障 where disclosure is given it.
#[rustfmt::skip]
pub(super) const SUPPORTING: &[&str] = &[
    "监督", "组织", "制度", "经费", "人员", "队伍", "机制", "人力", "技术", "力量", "工作", "强化", "加强", "夯实",
    "做好", "健全", "完善", "落实", "考核", "培训", "管理", "内容", "公开", "硬件", "物质", "服务", "责任", "的",
    "与", "、", "抓好", "提升", "抓实", "有效", "日常",
];
/// What follows 保障 where disclosure is given it.
#[rustfmt::skip]
pub(super) const SUPPORTED: &[&str] = &[
    "机制", "措施", "体系", "工作", "力度", "到位", "有力", "责任", "制度", "方面", "情况", "公开", "政府信息",
    "政务", "信息公开", "网站", "栏目", "能力", "，", "。", "；", "、", "方案", "清单", "不断",
];
/// Words one of which a sentence on a platform of disclosure has.
#[rustfmt::skip]
pub(super) const OF_DISCLOSURE: &[&str] = &[
    "公开", "发布", "政务", "信息", "网站", "新媒体", "栏目", "专栏", "政府", "公众号", "微信", "微博", "宣传",
    "渠道", "门户",
];
/// Words one of which a sentence on the supervision of disclosure has.
#[rustfmt::skip]
pub(super) const OF_SUPERVISION: &[&str] = &[
    "公开", "政务", "责任", "制度", "机制", "领导", "培训", "队伍", "社会监督", "接受监督", "群众监督", "监督电话",
    "满意度", "通报", "自查", "考评", "监督保障", "检查", "整改", "年度考核", "绩效", "人员", "专人", "社会评议",
    "问题", "评估",
];
