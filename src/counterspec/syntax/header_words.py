"""What the heads of a data dictionary's columns are called, in the languages such tables are written in.

A Latin, Cyrillic or Arabic head is looked up whole and then word by word (folded, camel case
split); a Chinese, Japanese or Korean one whole and then by the longest known word inside it.
"""

from __future__ import annotations

EXACT: dict[str, str] = {
    "obligation": """
        m o | m o c | r o | m | req | req des | opt | cond code | condition code | usage | o f |
        collection status | statut du recueil | الزامي | مطلوب | bat buoc |
        अनिवार्य
    """,
    "values": """
        option set | optionset | option set name | value labels | value label | value constraints |
        tbl# | tbl # | table id | value set name | codes and labels |
        code list | code lists | value list | list of values | value set | code system | code table |
        lista de valores | liste de valeurs | expected value | valeur attendue | valeur atendue |
        expected values | codes | conceptual domain | choices calculations or slider labels | القيم
    """,
    "notnull": """
        not null
    """,
    "nullable": """
        is null | allow null | allow nulls | null allowed | nulls allowed | can be null | null
    """,
    "cardinality": """
        rp # | rp/# | occurrence min | occurrence max | occurrence minimum | occurrence maximum | times |
        max use | repeat
    """,
    "key": """
        primary key | foreign key | key | pk | fk
    """,
    "name3": """
        de shortname | de short name | ref des | element name | data element concept |
        field name code | الحقل | اسم الحقل | اسم العمود |
        ten truong | truong |
        फील्ड | फ़ील्ड
    """,
    "code": """
        valeur | wert | valor | valore | значение | deger | code | value | code value | الرمز
    """,
    "number": """
        item# | item # | № п/п | п/п | n п/п | item n | n item | s n | question number |
        data element number | element number
    """,
    "owner": """
        item group | groupe d items | class | table | table name | object | object class | entity |
        entity name | object name | class name | record | form name | segment | message | resource |
        structure | data set | dataset | table title | file name | tabelle | tabla | tabela | objet |
        entite | objekt | таблица | объект | сущность | tablo | tablo adi | entidad | entidade | objeto |
        nom de la table | classe
    """,
    "description": """
        de description | condition | item definition | الوصف | ملاحظات | mo ta | विवरण
    """,
    "id": """
        id
    """,
    "length": """
        min max | character min | character max | character minimum | character maximum |
        min length | max length |
        min. / max. | len | الطول
    """,
    "label": """
        de name | content description | data element name | variable label | field label |
        question text | data item name |
        наименование реквизита | наименование поля | наименование элемента | наименование показателя |
        наименование атрибута | наименование параметра | название поля | nombre del dato | nom de la donnée |
        chinese name | display name | business name | common name | friendly name | long name |
        наименование | название | name fr | البيان | التسميه | التسمية
    """,
    "name2": """
        english name | short name | name en
    """,
    "none": """
        full name | first name | last name | given name | user name | section header
    """,
    "name1": """
        name | names | имя | नाम
    """,
    "type": """
        de valuetype | value type | valuetype | dt | character type | char type | field type |
        النوع | نوع البيانات | kieu du lieu | प्रकार
    """,
}
"""Whole heads by role, with bars between them; "none" heads carry no role."""

WORDS: dict[str, str] = {
    "obligation": """
        required mandatory obligation obligatory mandatoriness optional optionality conformance presence
        requirement obligatoire facultatif optionnel pflicht pflichtfeld pflichtangabe obligatorio
        requerido obligatoriedad obrigatorio obrigatoriedade preenchimento obbligatorio obbligatorieta
        verplicht wymagane obowiazkowe обязательность обязательное обязательный обязателен обязательно
        zorunlu zorunluluk wajib povinny kotelezo
    """,
    "nullable": """
        nullable isnull isnullable allownull allownulls nulls nulo nullability nullbar nul
    """,
    "cardinality": """
        cardinality multiplicity occurs occurrence occurrences minoccurs maxoccurs card cardinalite
        kardinalitat cardinalidad cardinalidade cardinalita кратность repetition
    """,
    "length": """
        length size maxlength precision width longueur taille lange longitud tamano tamanho comprimento
        lunghezza lengte dlugosc длина размер uzunluk panjang feldlange
    """,
    "type": """
        type datatype types datatypes format dtype typ datentyp feldtyp tipo tipos formato формат тип tip
        tipi tur turu veri tipe kieu typen datenformat
    """,
    "values": """
        values permissible allowed codelist enumeration enumerations enum valueset choices options levels
        domain vocabulary terminology valeurs nomenclature werte wertebereich codeliste auspragungen
        valores dominio catalogo categorias categories valori waarden wartosci значения справочник
        классификатор degerler domaine lookup picklist terminologie wertemenge schlusselverzeichnis
    """,
    "example": """
        example examples sample default exemple exemples beispiel beispiele ejemplo exemplo esempio
        voorbeeld пример ornek contoh
    """,
    "number": """
        no nr num number numero nummer № index seq sequence sn lp sira stt
    """,
    "description": """
        description descriptions definition definitions comment comments note notes remark remarks
        explanation meaning details usage desc def purpose guidance documentation convention conventions
        descripcion definicion
        observaciones comentario comentarios observacion descricao definicao observacao descrizione
        definizione commentaire commentaires remarque remarques beschreibung bemerkung bemerkungen
        erlauterung kommentar anmerkung definitie omschrijving toelichting opis uwagi описание примечание
        комментарий пояснение определение aciklama aciklamasi keterangan deskripsi significado
        signification bedeutung
    """,
    "label": """
        label labels title caption question prompt etiqueta libelle intitule bezeichnung rotulo etichetta
        etiket titel titre titulo naziv etykieta подпись baslik
    """,
    "name3": """
        field fields column columns identifier variable variables varname attribute attributes property
        properties parameter parameters param fieldname columnname colname element elements tag champ
        champs colonne feld felder feldname spalte spaltenname merkmal campo campos columna coluna
        colonna atributo atributos variavel attribut parametre veld kolom pole поле поля реквизит атрибут
        столбец колонка параметр идентификатор элемент alan sutun kolon identifiant rubrique fieldcode
        item_name mnemonic dataelement donnee
    """,
    "name1": """
        name names nom nombre nome naam nazwa имя ad adi isim nama bezeichner ten concept item term path
    """,
    "code": """
        code kod код schlussel codigo codice kode cod
    """,
}
"""Words by role, the earlier role winning where a head has several ("field type" is a type)."""

HAN: dict[str, str] = {
    "obligation": """
        必选可选 可选必选 必选 可选 是否必填 必填 是否必须 是否必输 必须 必需 必备 约束 约束条件 强制
        必要性 选项类型 填写要求 必填项 必填與否 必須 必要 必須区分 필수 필수여부 필수구분 선택여부 M/O
        R/O 是否必传 必传 约束类型
    """,
    "nullable": """
        可空 是否为空 允许空 允许为空 可否为空 是否可空 能否为空 可为空 允许空值 空值 是否允许为空 非必填
        可為空 널 NULL여부 널허용 널여부 是否null NULL許可
    """,
    "notnull": """
        非空 不为空 不可空 是否非空 非空约束 不能为空 不是null NN
    """,
    "cardinality": """
        基数 重复次数 出现次数 多重度 繰返し 반복
    """,
    "length": """
        长度 字段长度 最大长度 字节 宽度 精度 字长 長度 桁数 桁 長さ バイト数 길이 자릿수 크기 大小
    """,
    "type": """
        数据类型 字段类型 类型 数据格式 表示格式 格式 类型长度 資料型態 型態 資料類型 類型 データ型 型
        属性型 타입 데이터타입 자료형 데이터유형 유형 형식 类型及长度 类型及格式 数据类型及长度
    """,
    "values": """
        值域 值域代码 取值 取值范围 允许值 代码集 代码表 字典 数据字典 枚举 枚举值 取值说明 可选值 候选值
        选项 值域范围 引用代码 代码标准 字典表 值集 代碼表 コード一覧 区分値 取り得る値 値域 허용값
        코드목록 유효값 关联字典 引用标准 引用表 引用 关联表 参照表 外键表 引用关系 参照
    """,
    "example": """
        默认值 缺省值 示例 样例 例 举例 示例值 默认 預設值 初期値 デフォルト 기본값 예시 例子 范例
    """,
    "number": """
        序号 编号 行号 序列 序 序號 编码序号 項番 連番 番号 순번 번호 No 项次 項次
    """,
    "owner": """
        表名 所属表 表名称 对象 所属对象 实体 数据集 所属分类 所属实体 所属模块 数据表 资料表 資料表
        テーブル テーブル名 테이블 테이블명 엔티티
    """,
    "name3": """
        字段 字段名 字段名称 字段英文名 列名 标识符 英文名 英文名称 英文字段 字段代码 数据项标识
        内部标识符 数据元标识符 属性名 属性 参数 参数名 参数名称 元素名 元素名称 变量名 变量 标识
        字段标识 拼音缩写 英文缩写 键名 列 欄位 欄位名 欄位名稱 屬性 參數 英文欄位 物理名 カラム カラム名
        フィールド フィールド名 項目ID 英字名 コラム 컬럼 컬럼명 필드 필드명 속성 속성명 물리명 영문명
        항목ID 字段英文 代码字段 数据元标识 短名 字段编码 英文代码 数据库字段 属性代码 XML标签 节点名
        节点名称 标签名
    """,
    "label": """
        中文名 中文名称 字段中文名 字段中文 中文 含义 字段含义 中文含义 显示名 显示名称 标题 数据项名称
        数据元名称 中文字段 中文描述 中文字段名 中文欄位名稱 中文說明 論理名 項目名 項目名称 和名
        日本語名 표시명 한글명 논리명 항목명 项目名称 数据项 信息项 信息项名称 指标名称 指标项 采集项
        字段描述 字段说明 数据元 表头 題目 题目 問題 问题
    """,
    "description": """
        说明 描述 备注 注释 定义 解释 用途 補充 补充说明 意义 說明 備註 定義 註解 備考 説明 内容説明
        コメント 설명 비고 정의 메모 注 意味 备注说明 使用说明
    """,
    "code": """
        代码 编码 代碼 代號 值 代码值 编码值 コード 値 코드 값 코드값 键 代号 数字代码
    """,
    "name1": """
        名称 名稱 名前 名 項目 项目 항목 명칭 이름 元素 名称（中文） 代码名称 コード名 코드명
    """,
    "none": """
        姓名 用户名 人名 单位名称 氏名 성명 真实姓名 公司名称 商品名称 产品名称 设备名称 学校名称
        机构名称 品牌 型号 数量 单价 金额 人数 比例 合计 规格型号 规格 单位 价格 曾用名 班级 学号
    """,
}
"""Chinese, Japanese and Korean words by role."""
