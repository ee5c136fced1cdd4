using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>Texts that occur nowhere else, to be told to the service and looked for afterwards.</summary>
public sealed class Canaries
{
    private readonly Dictionary<string, List<string>> left = new()
    {
        ["name"] =
        [
            "Quirina Zwiebelfisch-Ødegård", "欧阳翡翠梧桐", "Björn O'Canary & Söhne", "慕容雪见清洁测试", "Wilhelmine Kuckucksheim",
            "司徒柚子明月", "Xanthippe Vogelsang-Prüfer", "诸葛琉璃探针", "Zenobia Testfalke",
        ],
        ["phone"] = ["+39 347 9182 7361", "+86 138 0571 9246", "+39 051 8827 4139", "+86 21 6843 7752"],
        ["e-mail"] = ["quirina.zwiebelfisch@kanarien.example", "feicui.ouyang@jinsique.example", "vogelsang+spur@kanarien.example", "zhuge.liuli@jinsique.example"],
        ["address"] = ["Via degli Usignoli 7391/b, 40127 Bologna", "上海市静安区金丝雀路七三九一弄八号"],
        ["site"] = ["Vogelhaus am Prüfweg", "金丝雀公寓三单元"],
        ["identity number"] = ["310104198807127391", "ZZ7391827-KANARI"],
        ["door code"] = ["Türcode 73#9182*46", "门禁密码七三九一井号", "Schlüsselkasten 5507-KX", "备用钥匙在牛奶箱第七格"],
        ["note"] =
        [
            "Ein Kanarienvogel schläft im Büro", "客户说鹦鹉不可受惊吓", "Nachbarin Frau Zeisig öffnet",
            "保安姓鹌先生认识我们", "Hund Finkelstein beißt", "窗台上有画眉鸟笼",
        ],
        ["reason"] =
        [
            "Streit mit Zaunkönig wegen Parkplatz", "因布谷鸟过敏换人", "Verschoben: Taufe der Nichte Amsel", "客户要求百灵鸟小姐",
            "Handy im Starenkasten verloren",
            "喜鹊先生投诉噪音", "Verdacht auf Elsterdiebstahl", "误会已由乌鸦经理澄清", "Wechsel zu Firma Spatzenrein", "回乡照顾鸳鸯奶奶",
            "Rechtsstreit Kranich gegen Uns", "白鹭法院已结案", "Keller stand unter Wasser, Frau Ibis", "夜莺太太已搬家",
            "Nein sagt Frau Rohrdommel", "申请人丹顶鹤撤回",
        ],
        ["refused"] = ["Ablehnung für Pelikanowski", "被拒绝的火烈鸟女士", "Adresszeilen-Kolibri-7391"],
    };

    private readonly List<string> used = [];

    /// <summary>What was told so far.</summary>
    public IReadOnlyList<string> Used => used;

    public bool AllUsed => left.Values.All(x => x.Count is 0);

    public string Next(string kind)
    {
        used.Add(left[kind][0]);
        left[kind].RemoveAt(0);
        return used[^1];
    }

    /// <summary>A decimal fraction of degrees that occurs nowhere else; as a number it is looked for in what tables say.</summary>
    public double Degrees(double whole)
    {
        var degrees = whole + (7_391_827 + used.Count * 13) / 1e9;
        used.Add(JsonSerializer.Serialize(degrees));
        return degrees;
    }

    /// <summary>The forms, as bytes, in which <paramref name="text"/> may have been written down.</summary>
    public static IEnumerable<byte[]> Forms(string text)
    {
        string[] escaped =
        [
            JavaScriptEncoder.Default.Encode(text), Escaped(text, "x4"), Escaped(text, "X4"), Escaped(text, "x4", all: true), Escaped(text, "X4", all: true),
        ];
        var utf8 = Encoding.UTF8.GetBytes(text);
        var hexadecimal = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8));
        return [utf8, Encoding.Unicode.GetBytes(text), hexadecimal, Encoding.UTF8.GetBytes(Uri.EscapeDataString(text)), .. escaped.Select(Encoding.UTF8.GetBytes)];
    }

    private static string Escaped(string text, string digits, bool all = false) =>
        string.Concat(text.Select(x => x < 128 && !all ? $"{x}" : $"\\u{((int)x).ToString(digits, CultureInfo.InvariantCulture)}"));
}
