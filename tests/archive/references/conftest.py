import pytest

from policyarchive.archive.references import Gazetteer, Name, OtherName


def law(text, entry, **more):
    language = "en" if text.isascii() else "zh"
    return Name(text, language, entry, more.pop("kind", "law"), **more)


def body(text, entry, **more):
    return law(text, entry, kind="actor", **more)


@pytest.fixture(scope="session")
def gazetteer():
    names = [
        law("中华人民共和国数据安全法", "dsl"),
        law("数安法", "dsl"),
        law("Data Security Law of the People’s Republic of China", "dsl"),
        law("Data Security Law", "dsl"),
        law("DSL", "dsl", is_abbreviation=True),
        law("中华人民共和国个人信息保护法", "pipl"),
        law("PIPL", "pipl", is_abbreviation=True),
        law("Personal Information Protection Law", "pipl"),
        law("中华人民共和国反间谍法", "cel"),
        law("中华人民共和国反间谍法（2014年）", "cel-2014", kind="document"),
        law("中华人民共和国反间谍法（2023年修订）", "cel-2023", kind="document"),
        law("数据流动规定（征求意见稿）", "flows-draft", kind="document"),
        law("数据流动规定", "flows"),
        law("汽车数据规定（试行）", "cars"),
        law("关于修改《中华人民共和国数据安全法》的决定", "change", kind="document"),
        law("专利法", "patents"),
        law("Patent Law", "patents"),
        law("国务院关于印发智能规划的通知", "plan", kind="document"),
        law("智能规划", "plan", kind="document"),
        law("14th Five-Year Plan", "fyp", kind="document"),
        Name("Zhonghua renmin gongheguo shuju anquan fa", "zh-Latn", "dsl", "law"),
        body("国务院", "sc"),
        body("State Council", "sc"),
        body("国务院办公厅", "sc-go"),
        body("科学技术部", "most"),
        body("科技部", "most"),
        body("MOST", "most", is_abbreviation=True),
        body("国家互联网信息办公室", "cac"),
        body("网信办", "cac"),
        body("CAC", "cac", is_abbreviation=True),
        body("Cyberspace Administration of China", "cac"),
        body("NDA", "nda", is_abbreviation=True),
        body("财政部", "mof"),
        body("教育部", "moe"),
        body("公安部", "mps"),
        body("商务部", "mofcom"),
        body("Ministry of Commerce", "mofcom"),
        body("MOFCOM", "mofcom", is_abbreviation=True),
        body("海关总署", "gacc"),
        body("国家保密局", "secrecy"),
        body("保密局", "secrecy"),
        body("基金委", "nsfc"),
        body("工程院", "cae"),
        body("央行", "pboc"),
        body("人行", "pboc"),
        body("知网", "cnki"),
        body("最高法", "spc"),
        body("Intel", "intel"),
        body("Micron", "micron"),
        body("NVIDIA", "nvidia", is_abbreviation=True),
        body("国家发展和改革委员会", "ndrc"),
        body("广电总局", "old-tv", valid_to="2018-03"),
        body("广电总局", "new-tv", valid_from="2018-03"),
        law("世界数据大会", "fair", kind="event"),
        law("最高法、公安部关于审理茶杯案件的解释", "cups", kind="document"),
    ]
    others = [
        OtherName("number", "国发〔2017〕35号", "plan"),
        OtherName("number", "中华人民共和国主席令第八十四号", "dsl-2021"),
        OtherName("number", "国务院令第745号", "cii"),
        OtherName("number", "国家互联网信息办公室令第5号", "content"),
        OtherName("number", "国家互联网信息办公室、公安部令第5号", "faces"),
        OtherName("number", "商务部 海关总署公告2025年第18号", "earths"),
        OtherName("number", "商务部公告2024年第46号", "dual-use"),
        OtherName("number", "GB/T 35273-2020", "pi-standard"),
        OtherName("number", "Public Law 117-167", "chips"),
        OtherName("url", "https://www.example.org/a/b.htm", "page"),
        OtherName("ark", "ark:99999/s14sg34bfj", "dsl"),
    ]
    return Gazetteer(names, others)
