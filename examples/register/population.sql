-- 常住人口登记表（虚构示例），字段名取拼音首字母
CREATE TABLE t_rkdj (
  rybh   varchar(23)  NOT NULL COMMENT '人员编号',
  xm     varchar(50)  NOT NULL COMMENT '姓名',
  xbdm   char(1)      NOT NULL COMMENT '性别代码',
  mzdm   char(2)      NOT NULL COMMENT '民族代码，按 GB/T 3304',
  zjxy   varchar(20)  DEFAULT NULL COMMENT '宗教信仰（可选）',
  byyx   varchar(60)  DEFAULT NULL COMMENT '毕业院校，如“东江民族大学”',
  PRIMARY KEY (rybh),
  KEY idx_mz (mzdm)
) COMMENT='常住人口';
