/* names.c -- composes the names of members and customers from small lists. */
#include "sim/names.h"

typedef struct Spelled {
    const char *text, *latin;
} Spelled;

// clang-format off
static const Spelled surnames[] = {
    { "王", "wang" }, { "李", "li" }, { "张", "zhang" }, { "刘", "liu" }, { "陈", "chen" },
    { "杨", "yang" }, { "黄", "huang" }, { "赵", "zhao" }, { "吴", "wu" }, { "周", "zhou" },
    { "徐", "xu" }, { "孙", "sun" }, { "马", "ma" }, { "朱", "zhu" }, { "胡", "hu" },
    { "郭", "guo" }, { "何", "he" }, { "林", "lin" }, { "罗", "luo" }, { "高", "gao" },
    { "郑", "zheng" }, { "梁", "liang" }, { "谢", "xie" }, { "宋", "song" }, { "唐", "tang" },
    { "许", "xu" }, { "邓", "deng" }, { "韩", "han" }, { "冯", "feng" }, { "曹", "cao" },
};
static const Spelled given_names[] = {
    { "静怡", "jingyi" }, { "雨桐", "yutong" }, { "思琪", "siqi" }, { "佳慧", "jiahui" },
    { "晓燕", "xiaoyan" }, { "丽娟", "lijuan" }, { "梦瑶", "mengyao" }, { "欣妍", "xinyan" },
    { "伟", "wei" }, { "敏", "min" }, { "婷", "ting" }, { "磊", "lei" }, { "洋", "yang" },
    { "艳红", "yanhong" }, { "志强", "zhiqiang" }, { "秀兰", "xiulan" }, { "海燕", "haiyan" },
    { "俊杰", "junjie" }, { "春梅", "chunmei" }, { "诗涵", "shihan" }, { "文静", "wenjing" },
    { "建华", "jianhua" }, { "雪莲", "xuelian" }, { "子涵", "zihan" }, { "玉玲", "yuling" },
    { "嘉欣", "jiaxin" }, { "明轩", "mingxuan" }, { "慧敏", "huimin" }, { "倩倩", "qianqian" },
    { "晨曦", "chenxi" },
};
static const char *const babies[] = {
    "朵朵", "乐乐", "糖糖", "果果", "豆豆", "安安", "小米", "橙子", "团子", "年糕", "可可", "多多",
    "小满", "汤圆", "阿布", "悠悠", "贝贝", "壮壮", "桃桃", "诺诺", "小葡萄", "芒果", "西西", "点点",
    "布丁", "毛毛", "嘟嘟", "洛洛", "星星", "暖暖", "小麦", "灿灿", "皮皮", "妞妞", "啾啾", "小鱼",
};
static const char *const parents[] = {
    "妈妈", "妈", "麻麻", "爸爸", "爸", "妈咪", "的妈妈", "奶奶", "外婆", "家的小仙女",
};
static const char *const singles[] = {
    "向阳而生", "晴天", "小雨", "慢慢来", "静水流深", "一米阳光", "陌上花开", "清欢", "南风知我意",
    "Lily", "Amy", "Coco", "Vivian", "Jenny", "Momo", "Sunny", "Yoyo", "Kiki", "Emma", "Grace",
    "平安喜乐", "岁月静好", "简单生活", "人间小满", "风轻云淡", "初夏", "夏至未至", "月牙儿", "海的女儿",
    "柠檬不酸", "奶茶三分糖", "小确幸", "追光者", "云朵收藏家", "不吃香菜", "今天也要加油",
};
static const char *const marks[] = { "✿", "♡", "★", "☀", "♪", "❀" };
// clang-format on

Str names_surname(uint64_t *random, Str *latin)
{
    const Spelled *one = &surnames[prng_below(random, COUNT(surnames))];
    *latin             = str_of(one->latin);
    return str_of(one->text);
}

Str names_given(uint64_t *random, Str *latin)
{
    const Spelled *one = &given_names[prng_below(random, COUNT(given_names))];
    *latin             = str_of(one->latin);
    return str_of(one->text);
}

const char *names_baby(uint64_t *random) { return babies[prng_below(random, COUNT(babies))]; }

Str names_nickname(Arena *arena, uint64_t *random)
{
    const uint64_t dice = prng_below(random, 100);
    Str            latin;
    if (dice < 42) {
        return str_fmt(arena, "%s%s", names_baby(random),
                       parents[prng_below(random, COUNT(parents))]);
    }
    if (dice < 55) {
        return str_fmt(arena, "%s%s%s", names_baby(random),
                       parents[prng_below(random, COUNT(parents))],
                       marks[prng_below(random, COUNT(marks))]);
    }
    if (dice < 80) {
        return str_fmt(arena, "%s", singles[prng_below(random, COUNT(singles))]);
    }
    const Str surname = names_surname(random, &latin);
    if (dice < 85) return str_fmt(arena, "A%.*s姐", FMT(surname));
    const Str given = names_given(random, &latin);
    return str_fmt(arena, "%.*s%.*s", FMT(surname), FMT(given));
}
